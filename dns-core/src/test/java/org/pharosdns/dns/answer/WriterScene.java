package org.pharosdns.dns.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.query.QueryParser;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.Packet;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.testkit.MalformedMessageException;
import org.pharosdns.testkit.SecondReader;

/// A writer, blocks of the zone `test.`, and what a second reader makes of the answer: lines such
/// as `answer a.test. 60 A 0a000001`, `tc`, `aa`, `rcode 6`.
final class WriterScene {
  private final Arena arena = new Arena(0);
  private final AnswerCompiler compiler = new AnswerCompiler(arena, DnsName.parse("test"));
  private final Query query = new Query(new Draw(7));
  private final byte[] out = new byte[65_535];
  private AnswerWriter writer = new AnswerWriter(1232, null, false, 16);

  WriterScene() {
    // Block 0 is what a reference means that leads nowhere.
    block("nowhere.test", RecordType.A, new byte[4]);
  }

  WriterScene links(int most) {
    writer = new AnswerWriter(1232, null, false, most);
    return this;
  }

  int block(String owner, int type, byte[]... rdata) {
    return compiler.append(DnsName.parse(owner), type, 60, List.of(rdata));
  }

  AnswerCompiler compiler() {
    return compiler;
  }

  byte[] arena() {
    return arena.octets();
  }

  static byte[] name(String text) {
    return DnsName.parse(text).wire();
  }

  static byte[] join(byte[]... parts) {
    var length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    var whole = new byte[length];
    var at = 0;
    for (var part : parts) {
      System.arraycopy(part, 0, whole, at, part.length);
      at += part.length;
    }
    return whole;
  }

  static byte[] address(int last) {
    return new byte[] {10, 0, 0, (byte) last};
  }

  AnswerWriter begin(Packet packet, Client.Transport transport) {
    var octets = packet.octets();
    assertThat(QueryParser.parse(query, octets, 0, octets.length, new Client(transport), 0))
        .isEqualTo(QueryParser.PARSED);
    writer.begin(query, out, 0);
    return writer;
  }

  /// Begins the answer to a question without EDNS.
  AnswerWriter udp(String name) {
    return begin(Packet.query(name, 1), Client.Transport.UDP);
  }

  AnswerWriter tcp(String name) {
    return begin(Packet.query(name, 1), Client.Transport.TCP);
  }

  /// Ends the answer.
  List<String> lines() {
    try {
      var message = SecondReader.read(out, writer.finish());
      var lines = new ArrayList<String>();
      if ((message.flags() & 0x400) != 0) {
        lines.add("aa");
      }
      if ((message.flags() & 0x200) != 0) {
        lines.add("tc");
      }
      if (message.rcode() != 0) {
        lines.add("rcode " + message.rcode());
      }
      message.answer().forEach(item -> lines.add("answer " + text(item)));
      message.authority().forEach(item -> lines.add("authority " + text(item)));
      message.additional().forEach(item -> lines.add("additional " + text(item)));
      message.opt().stream()
          .flatMap(opt -> opt.options().stream())
          .forEach(option -> lines.add("option " + option.code() + " " + option.data()));
      return lines;
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(SecondReader.Item item) {
    return "%s %d %s %s"
        .formatted(item.owner(), item.ttl(), RecordType.mnemonic(item.type()), item.rdata());
  }

  /// The name as hexadecimal octets, as it stands in a line.
  static String hex(String name) {
    return java.util.HexFormat.of().formatHex(name(name));
  }
}
