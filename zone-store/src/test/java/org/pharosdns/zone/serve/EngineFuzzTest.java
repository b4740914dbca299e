package org.pharosdns.zone.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pharosdns.dns.cookie.ServerCookies;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.server.Policing;
import org.pharosdns.dns.server.QueryCounters;
import org.pharosdns.dns.server.QueryProcessor;
import org.pharosdns.dns.server.ServerSettings;
import org.pharosdns.dns.server.ZoneRequests;
import org.pharosdns.dns.tsig.TsigAlgorithm;
import org.pharosdns.dns.tsig.TsigKey;
import org.pharosdns.dns.tsig.TsigKeys;
import org.pharosdns.dns.tsig.TsigSigner;
import org.pharosdns.dns.tsig.TsigVerifier;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.testkit.GeneratedInputs;
import org.pharosdns.testkit.MalformedMessageException;
import org.pharosdns.testkit.SecondReader;
import org.pharosdns.zone.compile.TextZone;
import org.pharosdns.zone.steer.Choice;
import org.pharosdns.zone.steer.SteeredRRset;

/// The whole engine, with cookies, keys, an identity and a steered name: whatever comes, no
/// exception; silence for responses and stumps; one well-formed answer, by a second reader, for all
/// else.
class EngineFuzzTest {
  /// Inputs on each build; each is asked over UDP and over TCP, which makes 100,000 messages.
  private static final int INPUTS = 50_000;

  private static final int TSIG = 250;
  private static final int NSID = 3;
  private static final int SUBNET = 8;
  private static final int COOKIE = 10;
  private static final int KEEPALIVE = 11;
  private static final long NOW = 1_700_000_000;

  private static final String ZONE =
      TestServer.APEX
          + """
          www A 192.0.2.1
          www A 192.0.2.2
          near A 192.0.2.7
          big TXT %s
          one CNAME two
          two CNAME www
          d DNAME w
          grow DNAME x.grow
          *.w MX 10 x.w
          *.w A 192.0.2.3
          srv SRV 1 2 3 www
          svc HTTPS 1 www
          sub NS ns.sub
          sub NS ns1
          ns.sub A 192.0.2.4
          sub DS 1 8 2 0000000000000000000000000000000000000000000000000000000000000000
          """
              .formatted("0123456789abcdef".repeat(15) + " " + "x".repeat(250));

  private final byte[] out = new byte[QueryProcessor.MAX_ANSWER_OCTETS];
  private final Client udp = new Client(Client.Transport.UDP);
  private final Client tcp = new Client(Client.Transport.TCP);
  private final QueryProcessor processor = processor();

  /// Says near networks of 20 bits one thing and all others nothing else.
  private record Near() implements SteeredRRset {
    @Override
    public DnsName owner() {
      return DnsName.parse("near." + TestServer.ORIGIN);
    }

    @Override
    public int type() {
      return RecordType.A;
    }

    @Override
    public void choose(Query query, Choice choice) {
      choice.begin(Choice.Kind.RECORDS, 17, -1);
      choice.clientScope(20);
      choice.add(new byte[] {(byte) 192, 0, 2, 7});
    }
  }

  private static QueryProcessor processor() {
    var store = new ZoneStore();
    var steered = List.<SteeredRRset>of(new Near());
    store.publish(
        List.of(new ServedZone(TextZone.compile(TestServer.ORIGIN, ZONE, steered), steered)));
    var secret = "a secret of some length".getBytes(StandardCharsets.UTF_8);
    var key = new TsigKey(DnsName.parse("key"), TsigAlgorithm.HMAC_SHA256, secret);
    return new QueryProcessor(
        store,
        new ServerSettings(1232, "ns1", "pharos", true, 16),
        new Policing(null, new ServerCookies(List.of(new byte[16]), NOW, 0)),
        new QueryCounters(),
        new Draw(1),
        new TsigVerifier(() -> TsigKeys.of(List.of(key)), () -> NOW),
        EngineFuzzTest::take,
        null);
  }

  /// Every second identifier is busy, the rest is refused: what is taken over has no answer here.
  private static ZoneRequests.Admission take(Query query, @Nullable TsigSigner signer) {
    return query.id() % 2 == 0 ? ZoneRequests.Admission.BUSY : ZoneRequests.Admission.REFUSED;
  }

  EngineFuzzTest() {
    udp.address(new byte[] {(byte) 192, 0, 2, 9}, 0, 4);
    tcp.address(new byte[16], 0, 16);
  }

  @FuzzTest
  void anyMessage(byte[] input) throws MalformedMessageException {
    ask(input, udp, 1232);
    ask(input, tcp, QueryProcessor.MAX_ANSWER_OCTETS);
  }

  private void ask(byte[] input, Client client, int mostOctets) throws MalformedMessageException {
    var length = processor.process(input, 0, input.length, client, 0, out, 0);
    assertThat(length).isBetween(0, mostOctets);
    var silent = input.length < 12 || input[2] < 0;
    assertThat(length == 0).as("silence").isEqualTo(silent);
    if (!silent) {
      check(input, SecondReader.read(out, length), client);
    }
  }

  private void check(byte[] input, SecondReader.Contents answer, Client client) {
    assertThat(out[0]).isEqualTo(input[0]);
    assertThat(out[1]).isEqualTo(input[1]);
    assertThat(answer.flags() & 0xf800).isEqualTo(0x8000 | (input[2] & 0x78) << 8);
    assertThat(answer.flags() & 0x40).as("Z").isZero();
    var asked = SecondReader.questionOctets(input);
    assertThat(answer.questionOctets()).isEqualTo(asked);
    for (var i = 12; i < 12 + asked; i++) {
      assertThat(out[i]).as("the question, octet %d", i).isEqualTo(input[i]);
    }
    assertThat(answer.rcode())
        .as("SERVFAIL is for what is busy")
        .isNotIn(asked == 0 ? List.of(2) : List.of());
    for (var record : answer.answer()) {
      assertThat(record.type()).isNotEqualTo(TSIG);
    }
    checkOptions(input, answer, client);
  }

  /// What is given back, and only for the asking.
  private void checkOptions(byte[] input, SecondReader.Contents answer, Client client) {
    if (answer.opt().isEmpty()) {
      return;
    }
    var opt = answer.opt().getFirst();
    assertThat(opt.version()).isZero();
    assertThat(opt.payload()).isEqualTo(1232);
    for (var option : opt.options()) {
      switch (option.code()) {
        case NSID -> assertThat(option.data()).isEqualTo("6e7331");
        case COOKIE -> assertThat(option.data()).hasSize(48);
        case SUBNET -> assertThat(option.data().length()).isBetween(8, 40);
        case KEEPALIVE -> assertThat(client).isSameAs(tcp);
        default -> assertThat(option.code()).as("extended error").isEqualTo(15);
      }
    }
    SecondReader.Contents question;
    try {
      question = SecondReader.read(input, input.length);
    } catch (MalformedMessageException _) {
      return;
    }
    if (!question.opt().isEmpty()
        && question.opt().getFirst().version() == 0
        && answer.rcode() == 0) {
      for (var code : List.of(NSID, SUBNET, COOKIE)) {
        assertThat(opt.data(code).isEmpty())
            .as("option %d", code)
            .isEqualTo(question.opt().getFirst().data(code).isEmpty());
      }
    }
  }

  @Test
  void generatedMessages() {
    GeneratedInputs.of(EngineFuzzTest.class, "anyMessage").feed(INPUTS, this::anyMessage);
  }
}
