package org.pharosdns.dns.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.EdnsOption;
import org.pharosdns.dns.wire.Packet;
import org.pharosdns.dns.wire.RecordClass;
import org.pharosdns.dns.wire.RecordType;

/// What is read, what is malformed, and what gets no answer.
class QueryParserTest {
  private final Query query = new Query(new Draw(1));
  private final Client client = new Client(Client.Transport.UDP);

  private int parse(Packet packet) {
    return parse(packet.octets());
  }

  private int parse(byte[] octets) {
    return QueryParser.parse(query, octets, 0, octets.length, client, 42);
  }

  private static byte[] subnet(int... data) {
    return Packet.option(EdnsOption.CLIENT_SUBNET, data);
  }

  private int parseOption(byte[]... options) {
    return parse(Packet.query("www.test", 1, 1).opt(options));
  }

  @Test
  void aPlainQuestionIsRead() {
    assertThat(parse(Packet.query("wWw.test", RecordType.MX))).isEqualTo(QueryParser.PARSED);
    assertThat(query.id()).isEqualTo(Packet.ID);
    assertThat(query.opcode()).isZero();
    assertThat(query.type()).isEqualTo(RecordType.MX);
    assertThat(query.recordClass()).isEqualTo(RecordClass.IN);
    assertThat(query.questionOctets()).isEqualTo(14);
    assertThat(query.name().sameAs(new HashedName().set(DnsName.parse("www.test")), 0)).isTrue();
    assertThat(query.edns().present()).isFalse();
    assertThat(query.signed()).isFalse();
    assertThat(query.nowNanos()).isEqualTo(42);
    assertThat(query.client()).isSameAs(client);
  }

  @Test
  void messagesInTheMiddleOfAnArrayAreRead() {
    var octets = Packet.query("www.test", 28, 1).opt().octets();
    var padded = new byte[octets.length + 20];
    Arrays.fill(padded, (byte) 0xff);
    System.arraycopy(octets, 0, padded, 7, octets.length);
    assertThat(QueryParser.parse(query, padded, 7, octets.length, client, 0))
        .isEqualTo(QueryParser.PARSED);
    assertThat(query.type()).isEqualTo(28);
    assertThat(query.edns().udpPayload()).isEqualTo(1232);
  }

  @Test
  void silenceIsForResponsesAndStumps() {
    assertThat(parse(Packet.header(0x8000, 1, 0, 0, 0).question("www.test", 1, 1)))
        .isEqualTo(QueryParser.SILENCE);
    for (var length = 0; length < 12; length++) {
      assertThat(parse(new byte[length])).isEqualTo(QueryParser.SILENCE);
    }
  }

  @Test
  void thereMustBeExactlyOneQuestion() {
    assertThat(parse(Packet.header(0, 0, 0, 0, 0))).isEqualTo(QueryParser.MALFORMED);
    assertThat(parse(Packet.header(0, 1, 0, 0, 0))).isEqualTo(QueryParser.MALFORMED);
    assertThat(parse(Packet.header(0, 2, 0, 0, 0).question("a", 1, 1).question("b", 1, 1)))
        .isEqualTo(QueryParser.MALFORMED);
    assertThat(parse(Packet.header(0, 0xffff, 0, 0, 0).question("a", 1, 1)))
        .isEqualTo(QueryParser.MALFORMED);
    assertThat(query.questionOctets()).isZero();
  }

  @Test
  void questionNamesAreUncompressedAndAtMost255Octets() {
    assertThat(parse(Packet.header(0, 1, 0, 0, 0).u16(0xc00c).u16(1).u16(1)))
        .isEqualTo(QueryParser.MALFORMED);
    assertThat(parse(Packet.header(0, 1, 0, 0, 0).u8(0x40).u8('a').u8(0).u16(1).u16(1)))
        .isEqualTo(QueryParser.MALFORMED);
    assertThat(parse(Packet.header(0, 1, 0, 0, 0).u8(0x80).u8('a').u8(0).u16(1).u16(1)))
        .isEqualTo(QueryParser.MALFORMED);
    var long256 = Packet.header(0, 1, 0, 0, 0).u8(1).u8('x').name("a.".repeat(127));
    assertThat(parse(long256.u16(1).u16(1))).isEqualTo(QueryParser.MALFORMED);
    assertThat(parse(Packet.query("a.".repeat(127), 1))).isEqualTo(QueryParser.PARSED);
  }

  @Test
  void questionsCutOffAnywhereAreMalformed() {
    var whole = Packet.query("www.test", 1).octets();
    for (var length = 12; length < whole.length; length++) {
      assertThat(parse(Arrays.copyOf(whole, length))).isEqualTo(QueryParser.MALFORMED);
      assertThat(query.questionOctets()).isZero();
    }
  }

  @Test
  void recordsCutOffAnywhereAreMalformed() {
    var question = Packet.query("www.test", 1).octets().length;
    var whole =
        Packet.query("www.test", 1, 3)
            .record("x.test", RecordType.A, new byte[4])
            .opt(Packet.option(EdnsOption.COOKIE, 1, 2, 3, 4, 5, 6, 7, 8))
            .tsig("key", "hmac-sha256")
            .octets();
    for (var length = question; length < whole.length; length++) {
      assertThat(parse(Arrays.copyOf(whole, length))).isEqualTo(QueryParser.MALFORMED);
    }
    assertThat(parse(whole)).isEqualTo(QueryParser.PARSED);
  }

  @Test
  void otherRecordsAreWalkedOver() {
    assertThat(
            parse(
                Packet.header(0, 1, 1, 1, 2)
                    .question("www.test", 1, 1)
                    .record("a.test", 1, new byte[4])
                    .u16(0xc00c)
                    .u16(6)
                    .u16(1)
                    .i32(0)
                    .u16(0)
                    .record("b.test", 24, new byte[4])
                    .opt()))
        .isEqualTo(QueryParser.PARSED);
    assertThat(query.edns().present()).isTrue();
  }

  @Test
  void countsThatLieAreMalformed() {
    assertThat(parse(Packet.header(0, 1, 1, 0, 0).question("a", 1, 1)))
        .isEqualTo(QueryParser.MALFORMED);
    assertThat(parse(Packet.header(0, 1, 0, 0xffff, 0).question("a", 1, 1)))
        .isEqualTo(QueryParser.MALFORMED);
    assertThat(parse(Packet.header(0, 1, 0, 0, 2).question("a", 1, 1).opt()))
        .isEqualTo(QueryParser.MALFORMED);
  }

  @Test
  void octetsBehindTheLastRecordAreIgnored() {
    assertThat(parse(Packet.query("www.test", 1).raw(new byte[30]))).isEqualTo(QueryParser.PARSED);
  }

  @Test
  void badNamesInRecordsAreMalformed() {
    assertThat(parse(Packet.query("a", 1, 1).u8(0x41).raw(new byte[100])))
        .isEqualTo(QueryParser.MALFORMED);
    assertThat(parse(Packet.query("a", 1, 1).u8(0xc0))).isEqualTo(QueryParser.MALFORMED);
    assertThat(parse(Packet.query("a", 1, 1).u8(63).raw(new byte[10])))
        .isEqualTo(QueryParser.MALFORMED);
  }

  /// The record begins behind a question of seven octets.
  @ParameterizedTest
  @CsvSource({"12, PARSED", "18, PARSED", "19, MALFORMED", "20, MALFORMED", "16383, MALFORMED"})
  void aPointerLeadsToWhatStandsBeforeItsName(int to, String expected) {
    var record = Packet.query("a", 1, 1).u8(0xc0 | to >> 8).u8(to & 0xff).raw(new byte[10]);
    assertThat(parse(record))
        .isEqualTo(expected.equals("PARSED") ? QueryParser.PARSED : QueryParser.MALFORMED);
  }

  @Test
  void ednsIsRead() {
    assertThat(
            parse(
                Packet.query("www.test", 1, 1)
                    .opt(
                        4096,
                        0x8000,
                        Packet.option(EdnsOption.NSID),
                        Packet.option(EdnsOption.TCP_KEEPALIVE),
                        Packet.option(65001, 1, 2, 3),
                        subnet(0, 1, 24, 0, 192, 0, 2))))
        .isEqualTo(QueryParser.PARSED);
    var edns = query.edns();
    assertThat(edns.udpPayload()).isEqualTo(4096);
    assertThat(edns.version()).isZero();
    assertThat(edns.dnssecOk()).isTrue();
    assertThat(edns.nsidAsked()).isTrue();
    assertThat(edns.keepaliveAsked()).isTrue();
    assertThat(edns.cookieOctets()).isZero();
    assertThat(edns.subnetOctets()).isEqualTo(7);
    assertThat(query.message()[edns.subnetOffset() + 2]).isEqualTo((byte) 24);
  }

  @Test
  void nothingOfTheLastQueryStays() {
    assertThat(parse(Packet.query("a", 1, 2).opt(subnet(0, 0, 0, 0)).tsig("k", "alg")))
        .isEqualTo(QueryParser.PARSED);
    assertThat(query.signed()).isTrue();
    parse(Packet.query("a", 1));
    assertThat(query.signed()).isFalse();
    assertThat(query.edns().present()).isFalse();
    assertThat(query.edns().subnetOctets()).isZero();
  }

  @Test
  void optMustBeOneOfTheRootInTheAdditionalSection() {
    assertThat(parse(Packet.query("a", 1, 2).opt().opt())).isEqualTo(QueryParser.MALFORMED);
    assertThat(parse(Packet.query("a", 1, 1).record("a", RecordType.OPT)))
        .isEqualTo(QueryParser.MALFORMED);
    assertThat(parse(Packet.header(0, 1, 1, 0, 0).question("a", 1, 1).opt()))
        .isEqualTo(QueryParser.MALFORMED);
    assertThat(parse(Packet.header(0, 1, 0, 1, 0).question("a", 1, 1).opt()))
        .isEqualTo(QueryParser.MALFORMED);
    assertThat(parse(Packet.query("a", 1, 2).opt().record("b", 1, new byte[4])))
        .isEqualTo(QueryParser.PARSED);
  }

  @Test
  void optionsMustFillTheRecordExactly() {
    assertThat(parseOption(new byte[] {0, 3})).isEqualTo(QueryParser.MALFORMED);
    assertThat(parseOption(new byte[] {0, 3, 0, 1})).isEqualTo(QueryParser.MALFORMED);
    assertThat(query.edns().nsidAsked()).isFalse();
    assertThat(parseOption(new byte[] {0, 3, 0, 0})).isEqualTo(QueryParser.PARSED);
  }

  @Test
  void optionsOfUnknownVersionsAreNotLookedAt() {
    assertThat(parse(Packet.query("a", 1, 1).opt(1232, 0x10000, new byte[] {9})))
        .isEqualTo(QueryParser.PARSED);
    assertThat(query.edns().version()).isEqualTo(1);
  }

  @Test
  void twoThousandOptionsAreFine() {
    var options = new byte[2000][];
    Arrays.fill(options, Packet.option(65001, 1));
    assertThat(parseOption(options)).isEqualTo(QueryParser.PARSED);
  }

  @Test
  void clientSubnetsAreParsedStrictly() {
    assertThat(parseOption(subnet(0, 0, 0, 0))).isEqualTo(QueryParser.PARSED);
    assertThat(parseOption(subnet(0, 1, 0, 0))).isEqualTo(QueryParser.PARSED);
    assertThat(parseOption(subnet(0, 1, 32, 0, 192, 0, 2, 1))).isEqualTo(QueryParser.PARSED);
    assertThat(parseOption(subnet(0, 1, 23, 0, 192, 0, 2))).isEqualTo(QueryParser.PARSED);
    assertThat(parseOption(subnet(0, 2, 12, 0, 0x20, 0x10))).isEqualTo(QueryParser.PARSED);
    assertThat(parseOption(subnet(0, 2, 128, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6)))
        .isEqualTo(QueryParser.PARSED);
  }

  @Test
  void badClientSubnetsAreMalformed() {
    assertThat(parseOption(subnet())).isEqualTo(QueryParser.MALFORMED);
    assertThat(parseOption(subnet(0, 1, 24))).isEqualTo(QueryParser.MALFORMED);
    assertThat(parseOption(subnet(0, 1, 24, 24, 192, 0, 2))).isEqualTo(QueryParser.MALFORMED);
    assertThat(parseOption(subnet(0, 1, 24, 0, 192, 0))).isEqualTo(QueryParser.MALFORMED);
    assertThat(parseOption(subnet(0, 1, 24, 0, 192, 0, 2, 0))).isEqualTo(QueryParser.MALFORMED);
    assertThat(parseOption(subnet(0, 1, 23, 0, 192, 0, 3))).isEqualTo(QueryParser.MALFORMED);
    assertThat(parseOption(subnet(0, 1, 33, 0, 192, 0, 2, 1, 0))).isEqualTo(QueryParser.MALFORMED);
    assertThat(parseOption(subnet(0, 0, 8, 0, 192))).isEqualTo(QueryParser.MALFORMED);
    assertThat(parseOption(subnet(0, 9, 8, 0, 192))).isEqualTo(QueryParser.MALFORMED);
    assertThat(query.edns().subnetOctets()).isZero();
  }

  @Test
  void cookiesHaveEightOr16To40Octets() {
    for (var octets = 0; octets <= 48; octets++) {
      var parsed = parseOption(Packet.option(EdnsOption.COOKIE, new int[octets]));
      var legal = octets == 8 || (octets >= 16 && octets <= 40);
      assertThat(parsed).isEqualTo(legal ? QueryParser.PARSED : QueryParser.MALFORMED);
      assertThat(query.edns().cookieOctets()).isEqualTo(legal ? octets : 0);
    }
  }

  /// RFC 7873 section 5.2.
  @Test
  void ofSeveralCookiesTheFirstCounts() {
    var first = Packet.option(EdnsOption.COOKIE, new int[8]);
    var second = Packet.option(EdnsOption.COOKIE, new int[5]);
    assertThat(parse(Packet.query("a", 1, 1).opt(first, second))).isEqualTo(QueryParser.PARSED);
    assertThat(query.edns().cookieOctets()).isEqualTo(8);
  }

  /// RFC 7873 section 5.4.
  @Test
  void cookieMayComeWithoutAQuestion() {
    var cookie = Packet.option(EdnsOption.COOKIE, new int[8]);
    assertThat(parse(Packet.header(0, 0, 0, 0, 1).opt(cookie))).isEqualTo(QueryParser.COOKIE_ONLY);
    assertThat(parse(Packet.header(0, 0, 0, 0, 1).opt())).isEqualTo(QueryParser.MALFORMED);
    assertThat(query.edns().present()).isTrue();
    assertThat(parse(Packet.header(0, 0, 0, 0, 2).opt(cookie))).isEqualTo(QueryParser.MALFORMED);
  }

  @Test
  void tsigMustBeLastOfClassAnyAndWellFormed() {
    assertThat(parse(Packet.query("a", 1, 2).tsig("k", "alg").opt()))
        .isEqualTo(QueryParser.MALFORMED);
    assertThat(parse(Packet.header(0, 1, 1, 0, 0).question("a", 1, 1).tsig("k", "alg")))
        .isEqualTo(QueryParser.MALFORMED);
    assertThat(parse(Packet.query("a", 1, 1).record("k", RecordType.TSIG, new byte[30])))
        .isEqualTo(QueryParser.MALFORMED);
    assertThat(parse(Packet.query("a", 1, 2).opt().tsig("key", "hmac-sha256")))
        .isEqualTo(QueryParser.PARSED);
    assertThat(query.signed()).isTrue();
    assertThat(query.tsigOwnerOctets()).isEqualTo(5);
  }

  @Test
  void tsigLengthsMustAddUp() {
    var whole = Packet.query("a", 1, 1).tsig("k", "alg").octets();
    var macSize = whole.length - 24;
    for (var lie : new int[] {1, 15, 17, 255}) {
      var octets = whole.clone();
      octets[macSize + 1] = (byte) lie;
      assertThat(parse(octets)).isEqualTo(QueryParser.MALFORMED);
    }
    var other = whole.clone();
    other[whole.length - 1] = 1;
    assertThat(parse(other)).isEqualTo(QueryParser.MALFORMED);
    var empty = Packet.query("a", 1, 1).name("k").u16(RecordType.TSIG).u16(RecordClass.ANY);
    assertThat(parse(empty.i32(0).u16(0))).isEqualTo(QueryParser.MALFORMED);
  }

  @Test
  void tsigHasTtl0() {
    var octets = Packet.query("a", 1, 1).tsig("k", "alg").octets();
    var ttl = Packet.query("a", 1, 1).name("k").u16(0).u16(0).octets().length;
    assertThat(parse(octets)).isEqualTo(QueryParser.PARSED);
    octets[ttl + 3] = 1;
    assertThat(parse(octets)).isEqualTo(QueryParser.MALFORMED);
  }

  @Test
  void onlyTheFirstClientSubnetCounts() {
    var first = Packet.option(8, 0, 1, 24, 0, 192, 0, 2);
    var second = Packet.option(8, 0, 9, 99, 9);
    assertThat(parse(Packet.query("a", 1, 1).opt(first, second))).isEqualTo(QueryParser.PARSED);
    assertThat(query.edns().subnetBits()).isEqualTo(24);
  }

  @Test
  void aQueryKnowsItsLengthAndItsNameAsAValue() {
    var octets = Packet.query("A.test", 1).octets();
    parse(octets);
    assertThat(query.octets()).isEqualTo(octets.length);
    assertThat(query.name().toName()).hasToString("a.test.");
    assertThat(query.client().replyPath()).isNull();
    query.client().port(5353);
    assertThat(query.client().port()).isEqualTo(5353);
  }
}
