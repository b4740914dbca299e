package org.pharosdns.dns.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.query.QueryParser;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.Header;
import org.pharosdns.dns.wire.Octets;
import org.pharosdns.dns.wire.Packet;
import org.pharosdns.dns.wire.RecordClass;
import org.pharosdns.dns.wire.RecordType;

/// Blocks placed behind a question: compression, rotation, truncation.
class AnswerWriterTest {
  private static final int PRIVATE_TYPE = 65_280;
  private static final DnsName APEX = DnsName.parse("test");

  private final Arena arena = new Arena(0);
  private final AnswerCompiler compiler = new AnswerCompiler(arena, APEX);
  private final Query query = new Query(new Draw(7));
  private final byte[] out = new byte[65_535];
  private AnswerWriter writer = new AnswerWriter(1232, null, true, 16);

  private void begin(Packet packet, Client.Transport transport) {
    var octets = packet.octets();
    assertThat(QueryParser.parse(query, octets, 0, octets.length, new Client(transport), 0))
        .isEqualTo(QueryParser.PARSED);
    writer.begin(query, out, 0);
  }

  private void begin(String name) {
    begin(Packet.query(name, 1), Client.Transport.UDP);
  }

  /// Returns what stands behind the question.
  private byte[] finish() {
    var length = writer.finish();
    return Arrays.copyOfRange(out, Header.OCTETS + query.questionOctets(), length);
  }

  private int block(String owner, int type, byte[]... rdata) {
    return compiler.append(DnsName.parse(owner), type, 60, List.of(rdata));
  }

  private static byte[] rdata(Packet packet) {
    return Arrays.copyOfRange(packet.octets(), Header.OCTETS, packet.octets().length);
  }

  private static Packet octets() {
    return Packet.header(0, 0, 0, 0, 0);
  }

  private static byte[] name(String text) {
    return DnsName.parse(text).wire();
  }

  private static byte[] mx(int preference, String host) {
    return rdata(octets().u16(preference).name(host));
  }

  private static Packet record(Packet packet, int owner, int type, int rdlength) {
    return packet.u16(0xc000 | owner).u16(type).u16(RecordClass.IN).i32(60).u16(rdlength);
  }

  private byte[] answer(String question, int block) {
    begin(question);
    writer.answer(arena.octets(), block);
    return finish();
  }

  @Test
  void namesInRfc1035TypesPointToTheOwnerAndToEachOther() {
    var block =
        block(
            "www.test", RecordType.MX, mx(1, "mail.test"), mx(2, "b.MAIL.test"), mx(3, "www.test"));
    var body = 12 + 10 + 4;
    var expected = octets();
    record(expected, 12, RecordType.MX, 9).u16(1).u8(4).raw(bytes("mail")).u16(0xc000 | 16);
    record(expected, 12, RecordType.MX, 6).u16(2).u8(1).u8('b').u16(0xc000 | body + 14);
    record(expected, 12, RecordType.MX, 4).u16(3).u16(0xc000 | 12);
    assertThat(answer("www.test", block)).isEqualTo(rdata(expected));
  }

  @Test
  void namesInOtherTypesAreLeftAlone() {
    var srv = rdata(octets().u16(1).u16(2).u16(3).name("www.test"));
    var block = block("www.test", RecordType.SRV, srv);
    var expected = octets();
    record(expected, 12, RecordType.SRV, srv.length).raw(srv);
    assertThat(answer("www.test", block)).isEqualTo(rdata(expected));
  }

  @Test
  void typesWithTwoNamesCompressBoth() {
    var minfo = rdata(octets().name("a.test").name("b.a.test"));
    var block = block("test", RecordType.MINFO, minfo);
    var expected = octets();
    record(expected, 12, RecordType.MINFO, 8).u8(1).u8('a').u16(0xc000 | 12);
    expected.u8(1).u8('b').u16(0xc000 | 12 + 6 + 4 + 12);
    assertThat(answer("test", block)).isEqualTo(rdata(expected));
  }

  @Test
  void aWildcardsOwnNameIsNotPointedAt() {
    var block = block("*.test", RecordType.CNAME, name("*.test"));
    var expected = octets();
    record(expected, 12, RecordType.CNAME, 4).u8(1).u8('*').u16(0xc000 | 12 + 4);
    assertThat(answer("x.y.test", block))
        .as("points to the label test of x.y.test")
        .isEqualTo(rdata(expected));
  }

  @Test
  void theRootIsWrittenOut() {
    var block = block("www.test", RecordType.PTR, name("."));
    var expected = octets();
    record(expected, 12, RecordType.PTR, 1).u8(0);
    assertThat(answer("www.test", block)).isEqualTo(rdata(expected));
  }

  @Test
  void addressesStartAtARandomRecordAndKeepTheirOrder() {
    var addresses = new ArrayList<byte[]>();
    for (var i = 0; i < 5; i++) {
      addresses.add(new byte[] {10, 0, 0, (byte) i});
    }
    var block = compiler.append(DnsName.parse("a.test"), RecordType.A, 60, addresses);
    var starts = new int[5];
    for (var i = 0; i < 1000; i++) {
      var records = answer("a.test", block);
      starts[records[15]]++;
      for (var k = 1; k < 5; k++) {
        assertThat(records[16 * k + 15]).isEqualTo((byte) ((records[15] + k) % 5));
      }
    }
    for (var count : starts) {
      assertThat(count).isBetween(150, 250);
    }
  }

  @Test
  void withoutRotationAddressesKeepTheirPlaces() {
    writer = new AnswerWriter(1232, null, false, 16);
    var block = block("a.test", RecordType.A, new byte[] {10, 0, 0, 1}, new byte[] {10, 0, 0, 2});
    for (var i = 0; i < 20; i++) {
      assertThat(answer("a.test", block)[15]).isEqualTo((byte) 1);
    }
  }

  @Test
  void anRRsetThatDoesNotFitIsLeftOutWholeWithTc() {
    var texts = new byte[10][64];
    Arrays.setAll(texts, i -> text(i, 64));
    var block = block("a.test", RecordType.TXT, texts);
    assertThat(answer("a.test", block)).isEmpty();
    assertThat(Octets.u16(out, Header.FLAGS) & Header.TC).isNotZero();
    assertThat(Octets.u16(out, Header.ANSWERS)).isZero();
    begin(Packet.query("a.test", 16), Client.Transport.TCP);
    writer.answer(arena.octets(), block);
    assertThat(finish()).hasSize(10 * (12 + 64));
  }

  @Test
  void sizeLimitsHoldToTheOctet() {
    for (var payload : new int[] {0, 511, 512, 513, 800, 1231, 1232, 1233, 65_535}) {
      var limit = Math.max(512, Math.min(1232, payload));
      var room = limit - 12 - 12 - 11 - 12;
      for (var octets = room - 1; octets <= room + 1; octets++) {
        var block = block("a.test", PRIVATE_TYPE, new byte[octets]);
        begin(Packet.query("a.test", 65_280, 1).opt(payload, 0), Client.Transport.UDP);
        writer.answer(arena.octets(), block);
        assertThat(writer.truncated()).isEqualTo(octets > room);
        assertThat(writer.finish()).isLessThanOrEqualTo(limit);
      }
    }
  }

  @Test
  void recordsGivenOneByOneFitAllOrNone() {
    begin("a.test");
    writer.beginRRset();
    for (var i = 0; i < 100; i++) {
      writer.record(RecordType.A, RecordClass.IN, 5, new byte[] {10, 0, 0, (byte) i});
    }
    writer.endRRset();
    assertThat(finish()).isEmpty();
    assertThat(writer.truncated()).isTrue();
  }

  @Test
  void theLargestRRsetIsPlacedOverTcp() {
    var block = block("a.test", PRIVATE_TYPE, new byte[65_535 - 24 - 12]);
    begin(Packet.query("a.test", 65_280), Client.Transport.TCP);
    writer.answer(arena.octets(), block);
    assertThat(writer.finish()).isEqualTo(65_535);
  }

  /// A longer question (at a wildcard), an identity or a signature leave it no room.
  @Test
  void beyondThatItIsLeftOutWithTcOverTcpToo() {
    var block = block("a.test", PRIVATE_TYPE, new byte[65_535 - 24 - 12]);
    begin(Packet.query("aa.test", 65_280), Client.Transport.TCP);
    writer.answer(arena.octets(), block);
    assertThat(writer.truncated()).isTrue();
    assertThat(finish()).isEmpty();
  }

  @Test
  void anRRsetOver65535OctetsIsRefused() {
    assertThatThrownBy(() -> block("a.test", PRIVATE_TYPE, new byte[65_530]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("TYPE65280 RRset of a.test. has more than 65535 octets");
  }

  @Test
  void pointersInLargeRRsetsStayWithinReach() {
    var hosts = new byte[400][];
    for (var i = 0; i < hosts.length; i++) {
      hosts[i] = name("host-with-a-long-name-%03d.somewhere-%03d.elsewhere".formatted(i, i));
    }
    var block = block("a.test", RecordType.PTR, hosts);
    begin(Packet.query("a.test", RecordType.PTR), Client.Transport.TCP);
    writer.answer(arena.octets(), block);
    assertThat(finish().length).isGreaterThan(16_384);
  }

  @Test
  void anIdentityOver128OctetsIsRefused() {
    assertThatThrownBy(() -> new AnswerWriter(1232, "x".repeat(129), true, 16))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("identity of 129 octets; at most 128 are allowed");
  }

  private static byte[] text(int first, int octets) {
    var text = new byte[octets];
    text[0] = (byte) (octets - 1);
    text[1] = (byte) first;
    return text;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
