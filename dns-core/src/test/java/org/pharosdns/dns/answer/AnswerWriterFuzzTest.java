package org.pharosdns.dns.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.query.QueryParser;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.Packet;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.testkit.GeneratedInputs;
import org.pharosdns.testkit.MalformedMessageException;
import org.pharosdns.testkit.SecondReader;

/// Whatever RRsets are compiled and placed: a second reader finds in the message the records that
/// went in.
class AnswerWriterFuzzTest {
  private static final DnsName APEX = DnsName.parse("test");
  private static final int[] TYPES = {
    RecordType.A,
    RecordType.AAAA,
    RecordType.TXT,
    RecordType.NS,
    RecordType.MX,
    RecordType.CNAME,
    RecordType.SOA,
    RecordType.MINFO,
    RecordType.PTR,
    RecordType.SRV,
    RecordType.HTTPS,
    65_280
  };

  private final byte[] out = new byte[65_535];
  private final Query query = new Query(new Draw(7));

  /// Reads the input as choices; behind its end every choice is 0.
  private static final class Choices {
    private final byte[] input;
    private int at;

    Choices(byte[] input) {
      this.input = input;
    }

    boolean more() {
      return at < input.length;
    }

    int below(int bound) {
      return (at < input.length ? input[at++] & 0xff : 0) % bound;
    }

    byte[] octets(int count) {
      var octets = new byte[count];
      for (var i = 0; i < count; i++) {
        octets[i] = (byte) below(256);
      }
      return octets;
    }

    /// A name of up to five labels of few letters, so that suffixes are met again; mostly in the
    /// zone.
    DnsName name() {
      var text = new StringBuilder();
      for (var labels = below(6); labels > 0; labels--) {
        var length = below(16) == 0 ? 47 : 1 + below(2);
        text.append(String.valueOf((char) ((below(2) == 0 ? 'a' : 'B') + below(2))).repeat(length));
        text.append('.');
      }
      return DnsName.parse(text + (below(8) == 0 ? "other." : "test."));
    }
  }

  private record Placed(DnsName owner, int type, int ttl, List<byte[]> rdata) {
    List<SecondReader.Item> items() {
      return rdata.stream()
          .map(
              each ->
                  new SecondReader.Item(
                      owner.toString().toLowerCase(java.util.Locale.ROOT),
                      type,
                      1,
                      ttl,
                      HexFormat.of().formatHex(lower(type, each))))
          .toList();
    }
  }

  /// The second reader gives names of the types of RFC 1035 in lower case.
  private static byte[] lower(int type, byte[] rdata) {
    var names = RdataNames.compressible(type);
    if (names == 0) {
      return rdata;
    }
    var lower = rdata.clone();
    for (var i = RdataNames.firstName(type); i < rdata.length; i++) {
      lower[i] = rdata[i] >= 'A' && rdata[i] <= 'Z' ? (byte) (rdata[i] + 32) : rdata[i];
    }
    return lower;
  }

  private static byte[] rdata(int type, Choices choices) {
    return switch (type) {
      case RecordType.A -> choices.octets(4);
      case RecordType.AAAA -> choices.octets(16);
      case RecordType.NS, RecordType.CNAME, RecordType.PTR -> choices.name().wire();
      case RecordType.MX -> join(choices.octets(2), choices.name().wire());
      case RecordType.MINFO -> join(choices.name().wire(), choices.name().wire());
      case RecordType.SOA -> join(choices.name().wire(), choices.name().wire(), new byte[20]);
      case RecordType.SRV -> join(choices.octets(6), choices.name().wire());
      case RecordType.HTTPS -> join(new byte[] {0, 1}, choices.name().wire());
      default -> choices.octets(choices.below(60) * choices.below(8));
    };
  }

  private static byte[] join(byte[]... parts) {
    var whole = new java.io.ByteArrayOutputStream();
    Stream.of(parts).forEach(whole::writeBytes);
    return whole.toByteArray();
  }

  private static Placed placed(Choices choices) {
    var type = TYPES[choices.below(TYPES.length)];
    var records = 1 + choices.below(4);
    var rdata = new ArrayList<byte[]>();
    for (var i = 0; i < records; i++) {
      rdata.add(rdata(type, choices));
    }
    return new Placed(DnsName.parse("x.test"), type, choices.below(200), rdata);
  }

  @FuzzTest
  void anyRRsets(byte[] input) throws MalformedMessageException {
    var choices = new Choices(input);
    var arena = new Arena(0);
    var compiler = new AnswerCompiler(arena, APEX);
    var writer = new AnswerWriter(1232, "ns1", choices.below(2) == 0, 16);
    var transport = choices.below(2) == 0 ? Client.Transport.UDP : Client.Transport.TCP;
    var asked = choices.below(3) == 0 ? "X.Test" : "x.test";
    var packet =
        choices.below(2) == 0
            ? Packet.query(asked, 1)
            : Packet.query(asked, 1, 1).opt(Packet.option(3), Packet.option(11));
    var octets = packet.octets();
    var offset = choices.below(3);
    assertThat(QueryParser.parse(query, octets, 0, octets.length, new Client(transport), 0))
        .isEqualTo(QueryParser.PARSED);
    writer.begin(query, out, offset);
    var sets = new ArrayList<Placed>();
    while (choices.more() && sets.size() < 12) {
      sets.add(placed(choices));
    }
    for (var set : sets) {
      // Addresses, and nothing else, may come in another order: that of the wire counts.
      var block = compiler.append(set.owner(), set.type(), set.ttl(), set.rdata());
      writer.answer(arena.octets(), block, Integer.MAX_VALUE);
    }
    var length = writer.finish();
    assertThat(length).isLessThanOrEqualTo(transport == Client.Transport.UDP ? 1232 : 65_535);
    var message =
        SecondReader.read(java.util.Arrays.copyOfRange(out, offset, offset + length), length);
    assertThat(message.questionOctets()).isEqualTo(query.questionOctets());
    assertThat(message.additional()).isEmpty();
    check(sets, message);
  }

  /// Whole RRsets, in their order; those that are missing are missed by TC.
  private static void check(List<Placed> sets, SecondReader.Contents message) {
    var left = new ArrayList<>(message.answer());
    var missing = 0;
    for (var set : sets) {
      var expected = set.items();
      var there = left.subList(0, Math.min(expected.size(), left.size()));
      if (there.size() == expected.size()
          && there.containsAll(expected)
          && expected.containsAll(there)) {
        left = new ArrayList<>(left.subList(expected.size(), left.size()));
      } else {
        missing++;
      }
    }
    assertThat(left).isEmpty();
    assertThat((message.flags() & 0x200) != 0).isEqualTo(missing > 0);
  }

  @Test
  void generatedRRsets() {
    GeneratedInputs.of(AnswerWriterFuzzTest.class, "anyRRsets").feed(20_000, this::anyRRsets);
  }
}
