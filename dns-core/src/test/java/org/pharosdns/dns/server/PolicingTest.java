package org.pharosdns.dns.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pharosdns.dns.answer.AnswerWriter;
import org.pharosdns.dns.cookie.CookieExchange;
import org.pharosdns.dns.cookie.ServerCookies;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.query.Networks;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.wire.EdnsOption;
import org.pharosdns.dns.wire.Header;
import org.pharosdns.dns.wire.Octets;
import org.pharosdns.dns.wire.Packet;
import org.pharosdns.dns.wire.Rcode;
import org.pharosdns.dns.wire.RecordClass;
import org.pharosdns.dns.wire.RecordType;

/// What becomes of answers over the rate limit, and who is spared.
class PolicingTest implements AnswerSource, AnswerSource.Answers {
  private static final byte[] ADDRESS = {127, 0, 0, 1};
  private static final int[] CLIENT_COOKIE = {1, 2, 3, 4, 5, 6, 7, 8};

  private final QueryCounters counters = new QueryCounters();
  private final byte[] out = new byte[QueryProcessor.MAX_ANSWER_OCTETS];
  private QueryProcessor processor = processor(1, false);

  @Override
  public Answers answers() {
    return this;
  }

  @Override
  public void answer(Query query, AnswerWriter writer) {
    writer.authoritative(true);
    writer.beginRRset();
    writer.record(RecordType.A, RecordClass.IN, 60, ADDRESS);
    writer.endRRset();
  }

  private QueryProcessor processor(int slip, boolean logOnly) {
    return processor(slip, logOnly, new ServerCookies(List.of(new byte[16]), 1_000_000, 0));
  }

  private QueryProcessor processor(int slip, boolean logOnly, @Nullable ServerCookies cookies) {
    var limits = new RateLimits(1, slip, logOnly, Networks.NONE);
    var policing = new Policing(new RateLimiter(limits, new SplittableRandom(1)), cookies);
    var settings = new ServerSettings(1232, "a name server with a long name", null, true, 16);
    return new QueryProcessor(this, settings, policing, counters, new Draw(1));
  }

  private byte[] ask(Client.Transport transport, byte[]... options) {
    return send(transport, Packet.query("www.example", RecordType.A, 1).opt(options).octets());
  }

  /// Asks until an answer comes that has no records.
  private byte[] slipped(byte[] option) {
    byte[] answer;
    do {
      answer = ask(Client.Transport.UDP, option);
    } while (answer.length == 0 || Octets.u16(answer, Header.ANSWERS) > 0);
    return answer;
  }

  private byte[] send(Client.Transport transport, byte[] packet) {
    var client = new Client(transport);
    client.address(new byte[] {(byte) 192, 0, 2, 1}, 0, 4);
    var length = processor.process(packet, 0, packet.length, client, 0, out, 0);
    return Arrays.copyOf(out, length);
  }

  private static byte[] cookie(byte[] answer) {
    return Arrays.copyOfRange(answer, answer.length - CookieExchange.COOKIE_OCTETS, answer.length);
  }

  private static int[] numbers(byte[] octets) {
    var numbers = new int[octets.length];
    for (var i = 0; i < octets.length; i++) {
      numbers[i] = octets[i];
    }
    return numbers;
  }

  private static boolean isTruncated(byte[] answer) {
    return (Octets.u16(answer, Header.FLAGS) & Header.TC) != 0;
  }

  private static int rcode(byte[] answer) {
    var opt = answer.length - EdnsOption.HEADER_OCTETS - CookieExchange.COOKIE_OCTETS - 6;
    return Octets.u8(answer, opt) << 4 | (Octets.u16(answer, Header.FLAGS) & 0xf);
  }

  @Test
  void cookiesAreCountedByWhatTheySay() {
    var first = ask(Client.Transport.UDP, Packet.option(EdnsOption.COOKIE, CLIENT_COOKIE));
    var whole = cookie(first);
    ask(Client.Transport.TCP, Packet.option(EdnsOption.COOKIE, numbers(whole)));
    whole[whole.length - 1] ^= 1;
    ask(Client.Transport.TCP, Packet.option(EdnsOption.COOKIE, numbers(whole)));
    ask(Client.Transport.TCP);
    assertThat(QueryCounters.Cookie.values()).extracting(counters::cookies).containsOnly(1L);
  }

  @Test
  void anAnswerThatSlipsIsEmptyAndTruncated() {
    assertThat(isTruncated(ask(Client.Transport.UDP))).isFalse();
    var slipped = ask(Client.Transport.UDP);
    assertThat(isTruncated(slipped)).isTrue();
    assertThat(Octets.u16(slipped, Header.ANSWERS)).isZero();
    assertThat(counters.limited()).isOne();
  }

  @Test
  void withoutSlipsThereIsSilence() {
    processor = processor(0, false);
    ask(Client.Transport.UDP);
    assertThat(ask(Client.Transport.UDP)).isEmpty();
    assertThat(counters.dropped()).isOne();
  }

  @Test
  void whenOnlyLoggingEverythingIsAnswered() {
    processor = processor(0, true);
    ask(Client.Transport.UDP);
    assertThat(Octets.u16(ask(Client.Transport.UDP), Header.ANSWERS)).isOne();
    assertThat(counters.limited()).isOne();
  }

  @Test
  void tcpHasNoLimit() {
    for (var i = 0; i < 10; i++) {
      assertThat(Octets.u16(ask(Client.Transport.TCP), Header.ANSWERS)).isOne();
    }
  }

  @Test
  void aCookieIsAnsweredWithOneAndAValidOneHasNoLimit() {
    var option = Packet.option(EdnsOption.COOKIE, CLIENT_COOKIE);
    var given = cookie(ask(Client.Transport.UDP, option));
    var numbers = numbers(given);
    for (var i = 0; i < 10; i++) {
      var answer = ask(Client.Transport.UDP, Packet.option(EdnsOption.COOKIE, numbers));
      assertThat(Octets.u16(answer, Header.ANSWERS)).isOne();
      assertThat(cookie(answer)).isEqualTo(given);
    }
  }

  /// RFC 7873 section 5.4.
  @Test
  void aCookieMayBeAskedForWithoutAQuestion() {
    var option = Packet.option(EdnsOption.COOKIE, CLIENT_COOKIE);
    var answer = send(Client.Transport.UDP, Packet.header(0, 0, 0, 0, 1).opt(option).octets());
    assertThat(rcode(answer)).isEqualTo(Rcode.NOERROR);
    assertThat(Octets.u16(answer, Header.QUESTIONS)).isZero();
    assertThat(Octets.u16(answer, Header.ANSWERS)).isZero();
    assertThat(cookie(answer)).startsWith(1, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void aClientWithoutAServersCookieIsToldToUseOneInsteadOfComingByTcp() {
    var option = Packet.option(EdnsOption.COOKIE, CLIENT_COOKIE);
    var slipped = slipped(option);
    assertThat(isTruncated(slipped)).isFalse();
    assertThat(rcode(slipped)).isEqualTo(Rcode.BADCOOKIE);
    assertThat(Octets.u16(slipped, Header.ANSWERS)).isZero();
  }

  @Test
  void anAnswerOverTheLimitIsNoLongerThanItsQuestion() {
    var options =
        new byte[][] {
          Packet.option(EdnsOption.NSID),
          Packet.option(EdnsOption.CLIENT_SUBNET, 0, 1, 24, 0, 1, 2, 3)
        };
    var question = Packet.query("www.example", RecordType.A, 1).opt(options).octets();
    assertThat(ask(Client.Transport.UDP, options)).hasSizeGreaterThan(question.length);
    assertThat(ask(Client.Transport.UDP, options)).hasSizeLessThanOrEqualTo(question.length);
  }

  @Test
  void whereEveryAnswerSlipsThoseWithCookiesAreNotLongerThanTheirQuestionsEither() {
    var option = Packet.option(EdnsOption.COOKIE, CLIENT_COOKIE);
    var question = Packet.query("www.example", RecordType.A, 1).opt(option).octets();
    ask(Client.Transport.UDP, option);
    var octets = 0;
    for (var i = 0; i < 1000; i++) {
      octets += ask(Client.Transport.UDP, option).length;
    }
    assertThat(octets).isBetween(1, 1000 * question.length);
  }

  @Test
  void whereNoCookiesAreGivenAClientWithOneComesByTcp() {
    processor = processor(2, false, null);
    var option = Packet.option(EdnsOption.COOKIE, CLIENT_COOKIE);
    var slipped = slipped(option);
    assertThat(isTruncated(slipped)).isTrue();
    assertThat(Octets.u16(slipped, Header.FLAGS) & 0xf).isEqualTo(Rcode.NOERROR);
  }

  /// The key's name stands in the question as a pointer, and in full in the answer.
  @Test
  void aWrongSignatureOverTheLimitIsNotAnsweredWithItsKey() {
    var name = "a-name-of-many-octets.a-name-of-many-octets.a-name-of-many-octets";
    var signed = Packet.query(name, RecordType.A, 1).u16(0xc00c);
    signed.u16(RecordType.TSIG).u16(RecordClass.ANY).i32(0).u16(1 + 16).u8(0);
    signed.u16(0).i32(0).u16(300).u16(0).u16(Packet.ID).u16(0).u16(0);
    var question = signed.octets();
    assertThat(send(Client.Transport.UDP, question)).hasSizeGreaterThan(question.length);
    assertThat(send(Client.Transport.UDP, question)).hasSizeLessThanOrEqualTo(question.length);
  }
}
