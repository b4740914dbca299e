package org.pharosdns.zone.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.server.QueryProcessor;

/// Whatever comes: no exception, silence for responses and stumps, one well-formed answer for all
/// else.
class MutatedQueriesTest {
  private static final int PACKETS = 100_000;
  private static final List<String> QUESTIONS =
      List.of(
          "www A",
          "www ANY edns=512",
          "nx.www TXT edns=1232 do",
          "x.sub A edns=4096",
          "one MX",
          "x.d AAAA edns=1232",
          "a.b.c.d.e.f.grow A",
          "x.w MX",
          "@ SOA",
          "@ NS edns=0",
          ". NS",
          "@ AXFR",
          "sub DS");

  private final Random random = new Random(20_260_101);
  private final TestServer server =
      TestServer.with(
          """
          www A 192.0.2.1
          www A 192.0.2.2
          one CNAME two
          two CNAME www
          d DNAME w
          grow DNAME x.grow
          *.w MX 10 x.w
          *.w A 192.0.2.3
          sub NS ns.sub
          sub NS ns1
          ns.sub A 192.0.2.4
          sub DS 1 8 2 0000000000000000000000000000000000000000000000000000000000000000
          """);

  @Test
  void everyMessageGetsExactlyOneWellFormedAnswer() {
    var seeds = new ArrayList<byte[]>();
    for (var question : QUESTIONS) {
      seeds.add(TestServer.query(List.of(question.split(" ", -1))));
    }
    seeds.addAll(handMade());
    var out = new byte[QueryProcessor.MAX_ANSWER_OCTETS];
    var udp = new Client(Client.Transport.UDP);
    var tcp = new Client(Client.Transport.TCP);
    for (var i = 0; i < PACKETS; i++) {
      var query = mutated(seeds.get(random.nextInt(seeds.size())));
      var client = random.nextInt(4) == 0 ? tcp : udp;
      var length = server.processor().process(query, 0, query.length, client, 0, out, 0);
      var silent = query.length < 12 || query[2] < 0;
      var complaint =
          silent
              ? length == 0 ? "" : "an answer where silence was due"
              : WellFormed.complaint(query, out, length);
      if (!complaint.isEmpty()) {
        assertThat(complaint)
            .as(() -> HexFormat.of().formatHex(query) + " -> " + hex(out, length))
            .isEmpty();
      }
      assertThat(length).isLessThanOrEqualTo(client == udp ? 1232 : 65_535);
    }
  }

  private static String hex(byte[] out, int length) {
    return HexFormat.of().formatHex(out, 0, length);
  }

  /// Messages with the options and records that mutation alone seldom finds.
  private static List<byte[]> handMade() {
    var question = "03777777076578616d706c6504746573740000010001";
    var opt = "000029100000008000";
    var header = "123400000001000000000001";
    return List.of(
        hex(header + question + opt + "000b0008000700011800c00002"),
        hex(header + question + opt + "000c000a00080102030405060708"),
        hex(header + question + opt + "000800030000000b0000"),
        hex(header + question + "00002904d0010000000000"),
        hex(
            "123428000001000100010000"
                + question
                + "c00c00ff00fe000000000000"
                + "c00c000100ff000000000000"),
        hex("123400000001000000000000" + "076964206e6f7400001000030000"),
        hex("1234000000010000000000000776657273696f6e0462696e640000100003"),
        hex(
            header
                + question
                + "036b65790000fa00ff000000000023"
                + "03616c6700"
                + "0000655400000012c0010"
                + "000102030405060708090a0b0c0d0e0f10"));
  }

  private static byte[] hex(String digits) {
    var even = digits.length() % 2 == 0 ? digits : digits + "0";
    return HexFormat.of().parseHex(even);
  }

  private byte[] mutated(byte[] seed) {
    var query = seed.clone();
    for (var changes = random.nextInt(5); changes > 0 && query.length > 0; changes--) {
      var at = random.nextInt(query.length);
      switch (random.nextInt(8)) {
        case 0 -> query[at] = (byte) random.nextInt(256);
        case 1 -> query[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> query = Arrays.copyOf(query, at);
        case 3 -> query = Arrays.copyOf(query, query.length + random.nextInt(20));
        case 4 -> query[Math.min(at, 11)] = (byte) random.nextInt(3);
        case 5 -> query[at] = (byte) 0xc0;
        case 6 -> query = doubled(query, at);
        default -> query[Math.min(2, query.length - 1)] = (byte) random.nextInt(128);
      }
    }
    return query;
  }

  /// Repeats what stands from `at` on.
  private static byte[] doubled(byte[] query, int at) {
    var longer = Arrays.copyOf(query, 2 * query.length - at);
    System.arraycopy(query, at, longer, query.length, query.length - at);
    return longer;
  }
}
