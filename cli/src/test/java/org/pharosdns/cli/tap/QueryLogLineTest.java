package org.pharosdns.cli.tap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.tap.Tap;
import org.pharosdns.dns.tap.TapRing;
import org.pharosdns.dns.wire.DnsName;
import org.xbill.DNS.ClientSubnetOption;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What stands in the query log.
class QueryLogLineTest {
  private static final Instant START = Instant.parse("2026-11-29T15:04:05.678Z");
  private static final Client UDP = Passing.client(Client.Transport.UDP, "192.0.2.7", 53_124);

  private final TapRing ring = new TapRing(TapRing.LEAST_OCTETS, 1, new Draw(1));
  private final QueryLogLine line = new QueryLogLine(new WallTime(() -> START, () -> 1000));

  private List<String> lines() {
    var out = new OctetWriter();
    ring.drain(
        passage -> {
          line.write(passage, out);
          return true;
        });
    return new String(out.array(), 0, out.size(), US_ASCII).lines().toList();
  }

  private JsonNode only() {
    var lines = lines();
    assertThat(lines).hasSize(1);
    return new JsonMapper().readTree(lines.getFirst());
  }

  private static Message query(byte[] name, int type) throws Exception {
    return Message.newQuery(Record.newRecord(new Name(name), type, DClass.IN));
  }

  private static byte[] wire(String label) {
    var octets = label.getBytes(ISO_8859_1);
    var wire = new byte[octets.length + 2];
    wire[0] = (byte) octets.length;
    System.arraycopy(octets, 0, wire, 1, octets.length);
    return wire;
  }

  @Test
  void aQueryAndItsAnswerAreOneLine() throws Exception {
    var query = query(DnsName.parse("WWW.example.com").wire(), Type.AAAA);
    query.getHeader().setID(4711);
    query.addRecord(
        new OPTRecord(
            1232,
            0,
            0,
            Flags.DO,
            List.of(new ClientSubnetOption(24, InetAddress.ofLiteral("198.51.100.0")))),
        Section.ADDITIONAL);
    var answer = new Message(4711);
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.AA);
    answer.addRecord(query.getQuestion(), Section.QUESTION);
    answer.addRecord(
        Record.fromString(
            query.getQuestion().getName(), Type.AAAA, DClass.IN, 60, "2001:db8::1", Name.root),
        Section.ANSWER);
    answer.addRecord(
        new OPTRecord(1232, 0, 0, 0, List.of(new ExtendedErrorCodeOption(14, ""))),
        Section.ADDITIONAL);
    Passing.show(ring, UDP, 2_001_000, query, answer);
    assertThat(lines())
        .containsExactly(
            "{\"time\":\"2026-11-29T15:04:05.680Z\",\"client\":\"192.0.2.7\",\"port\":53124,"
                + "\"transport\":\"udp\",\"id\":4711,\"opcode\":\"QUERY\",\"rd\":true,"
                + "\"name\":\"www.example.com.\",\"class\":\"IN\",\"type\":\"AAAA\","
                + "\"edns\":1232,\"do\":true,\"subnet\":\"198.51.100.0/24\",\"size\":"
                + query.toWire().length
                + ",\"outcome\":\"answered\",\"rcode\":\"NOERROR\",\"ede\":14,\"aa\":true,"
                + "\"tc\":false,\"answers\":1,\"answer_size\":"
                + answer.toWire().length
                + "}");
  }

  @Test
  void codesAboveFifteenAreReadFromTheOptRecord() throws Exception {
    var query = query(wire("a"), 65_280);
    var answer = new Message(1);
    answer.addRecord(new OPTRecord(1232, 1, 0), Section.ADDITIONAL);
    Passing.show(ring, Passing.client(Client.Transport.TCP, "2001:db8::7", 1), 1000, query, answer);
    var json = only();
    assertThat(json.path("rcode").asString()).isEqualTo("BADVERS");
    assertThat(json.path("type").asString()).isEqualTo("TYPE65280");
    assertThat(json.path("client").asString()).isEqualTo("2001:db8::7");
    assertThat(json.path("transport").asString()).isEqualTo("tcp");
    assertThat(json.path("edns").isNull()).isTrue();
  }

  /// The text is the one that a zone file would have, so that it can be read back.
  @Test
  void everyOctetOfANameIsEscapedForMasterFilesAndForJson() throws Exception {
    for (var octet = 0; octet < 256; octet++) {
      var label = wire("x" + (char) octet + "y");
      Passing.show(ring, UDP, 1000, query(label, Type.A).toWire(), new byte[0]);
      var text = only().path("name").asString();
      assertThat(text).as("octet " + octet).matches("[!-~]+");
      assertThat(DnsName.parse(text)).isEqualTo(DnsName.ofWire(label, 0));
    }
    Passing.show(ring, UDP, 1000, query(new byte[1], Type.A).toWire(), new byte[0]);
    assertThat(only().path("name").asString()).isEqualTo(".");
  }

  @Test
  void whatIsNoQueryHasALineToo() {
    Passing.show(ring, UDP, 1000, new byte[] {1, 2, 3}, new byte[0]);
    var json = only();
    assertThat(json.path("outcome").asString()).isEqualTo("dropped");
    for (var key : List.of("id", "opcode", "name", "class", "type", "edns", "subnet", "rcode")) {
      assertThat(json.path(key).isNull()).as(key).isTrue();
    }
    assertThat(json.path("size").asInt()).isEqualTo(3);
  }

  @Test
  void anAnswerThatFollowsLaterIsSaidToDoSo() throws Exception {
    var query = query(wire("a"), Type.AXFR).toWire();
    ring.saw(query, 0, query.length, UDP, 1, new byte[0], 0, Tap.LATER);
    assertThat(only().path("outcome").asString()).isEqualTo("later");
  }

  @Test
  void anyOctetsGiveOneLineOfJson() {
    var random = new SplittableRandom(5);
    var fields = new ArrayList<List<String>>();
    for (var i = 0; i < 20_000; i++) {
      var query = new byte[random.nextInt(80)];
      random.nextBytes(query);
      var answer = new byte[random.nextInt(80)];
      random.nextBytes(answer);
      if (query.length > 4) {
        query[2] &= 0x7f;
        query[4] = 0;
      }
      Passing.show(ring, UDP, i, query, answer);
      fields.add(List.copyOf(only().propertyNames()));
    }
    assertThat(fields).allMatch(fields.getFirst()::equals);
  }
}
