package org.pharosdns.cli.tap;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.query.HashedName;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.query.QueryParser;
import org.pharosdns.dns.tap.Passage;
import org.pharosdns.dns.tap.Tap;
import org.pharosdns.dns.wire.Header;
import org.pharosdns.dns.wire.Octets;
import org.pharosdns.dns.wire.Opcode;
import org.pharosdns.dns.wire.RcodeName;
import org.pharosdns.dns.wire.RecordClass;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.steer.Address;

/// A query and its answer as one line of JSON. `docs/operations.md` lists the fields: all of them
/// stand in every line, in this order, null where there is nothing to say. Owned by one thread.
final class QueryLogLine {
  private static final int NANOS_PER_MILLI = 1_000_000;

  private final WallTime time;
  private final Query query = new Query(new Draw(0));
  private final Client nobody = new Client(Client.Transport.UDP);
  private final AnswerSummary answer = new AnswerSummary();
  private long second = Long.MIN_VALUE;
  private String secondText = "";

  QueryLogLine(WallTime time) {
    this.time = time;
  }

  /// Writes the line of `passage`, its end included.
  void write(Passage passage, OctetWriter out) {
    var octets = passage.octets();
    var start = passage.messageOffset();
    var parsed =
        QueryParser.parse(query, octets, start, passage.messageOctets(), nobody, passage.nanos());
    var hasHeader = passage.messageOctets() >= Header.OCTETS;
    time(passage, out);
    out.ascii(",\"client\":\"");
    address(octets, passage.addressOffset(), passage.addressOctets(), out);
    out.ascii("\",\"port\":").decimal(passage.port());
    out.ascii(
        passage.transport() == Client.Transport.TCP
            ? ",\"transport\":\"tcp\""
            : ",\"transport\":\"udp\"");
    out.ascii(",\"id\":");
    number(hasHeader ? Octets.u16(octets, start + Header.ID) : -1, out);
    var flags = hasHeader ? Octets.u16(octets, start + Header.FLAGS) : 0;
    out.ascii(",\"opcode\":");
    word(hasHeader ? opcode(Header.opcode(flags)) : null, out);
    flag(",\"rd\":", (flags & Header.RD) != 0, out);
    question(parsed, out);
    edns(parsed, octets, out);
    out.ascii(",\"size\":").decimal(passage.messageOctets());
    outcome(passage, out);
    out.ascii("}\n");
  }

  private void time(Passage passage, OctetWriter out) {
    var epochNanos = time.epochNanos(passage.nanos());
    if (WallTime.seconds(epochNanos) != second) {
      second = WallTime.seconds(epochNanos);
      secondText = "{\"time\":\"" + Instant.ofEpochSecond(second).toString().replace("Z", ".");
    }
    out.ascii(secondText);
    out.threeDigits(WallTime.nanosOfSecond(epochNanos) / NANOS_PER_MILLI).ascii("Z\"");
  }

  private static void address(byte[] octets, int offset, int length, OctetWriter out) {
    if (length == 4) {
      for (var i = 0; i < length; i++) {
        out.decimal(Octets.u8(octets, offset + i));
        if (i < 3) {
          out.put('.');
        }
      }
    } else if (length == 16) {
      out.ascii(Address.of(Arrays.copyOfRange(octets, offset, offset + length)).toString());
    }
  }

  private void question(int parsed, OctetWriter out) {
    if (parsed == QueryParser.SILENCE || query.questionOctets() == 0) {
      out.ascii(",\"name\":null,\"class\":null,\"type\":null");
      return;
    }
    out.ascii(",\"name\":\"");
    name(query.name(), out);
    out.ascii("\",\"class\":\"").ascii(className(query.recordClass()));
    out.ascii("\",\"type\":\"").ascii(RecordType.mnemonic(query.type())).put('"');
  }

  /// In lower case, with a final dot. What is no printable ASCII becomes `\DDD`, and what JSON or
  /// master files take for something else gets a backslash before it: two in JSON.
  private static void name(HashedName name, OctetWriter out) {
    if (name.labels() == 0) {
      out.put('.');
    }
    var wire = name.wire();
    for (var i = 0; i < name.labels(); i++) {
      var start = name.offset(i) + 1;
      for (var k = start; k < start + wire[start - 1]; k++) {
        octet(Octets.u8(wire, k), out);
      }
      out.put('.');
    }
  }

  private static void octet(int octet, OctetWriter out) {
    if (octet <= ' ' || octet > '~') {
      out.ascii("\\\\").threeDigits(octet);
      return;
    }
    switch (octet) {
      case '.', ';', '(', ')', '@', '$' -> out.ascii("\\\\").put(octet);
      case '"', '\\' -> out.ascii("\\\\\\").put(octet);
      default -> out.put(octet);
    }
  }

  private void edns(int parsed, byte[] octets, OctetWriter out) {
    var edns = query.edns();
    var present = parsed != QueryParser.SILENCE && edns.present();
    out.ascii(",\"edns\":");
    number(present ? edns.udpPayload() : -1, out);
    flag(",\"do\":", present && edns.dnssecOk(), out);
    out.ascii(",\"subnet\":");
    if (present && edns.subnetOctets() > 4) {
      out.put('"');
      subnet(octets, edns.subnetOffset(), edns.subnetOctets() - 4, out);
      out.put('/').decimal(edns.subnetBits()).put('"');
    } else {
      out.ascii("null");
    }
  }

  /// The address of a client subnet option, filled up with zeros.
  private static void subnet(byte[] octets, int offset, int length, OctetWriter out) {
    var address = new byte[Octets.u16(octets, offset) == 1 ? 4 : 16];
    System.arraycopy(octets, offset + 4, address, 0, Math.min(length, address.length));
    address(address, 0, address.length, out);
  }

  private void outcome(Passage passage, OctetWriter out) {
    if (passage.answerOctets() < Header.OCTETS) {
      out.ascii(",\"outcome\":");
      out.ascii(passage.answerOctets() == Tap.LATER ? "\"later\"" : "\"dropped\"");
      out.ascii(",\"rcode\":null,\"ede\":null,\"aa\":false,\"tc\":false,\"answers\":0");
      out.ascii(",\"answer_size\":0");
      return;
    }
    var octets = passage.octets();
    answer.read(octets, passage.answerOffset(), passage.answerOctets());
    out.ascii(",\"outcome\":\"answered\",\"rcode\":\"").ascii(RcodeName.of(answer.rcode()));
    out.ascii("\",\"ede\":");
    number(answer.extendedError(), out);
    flag(",\"aa\":", answer.authoritative(), out);
    flag(",\"tc\":", answer.truncated(), out);
    out.ascii(",\"answers\":");
    out.decimal(Octets.u16(octets, passage.answerOffset() + Header.ANSWERS));
    out.ascii(",\"answer_size\":").decimal(passage.answerOctets());
  }

  private static void flag(String key, boolean flag, OctetWriter out) {
    out.ascii(key).ascii(flag ? "true" : "false");
  }

  private static void number(int number, OctetWriter out) {
    if (number < 0) {
      out.ascii("null");
    } else {
      out.decimal(number);
    }
  }

  private static void word(@Nullable String word, OctetWriter out) {
    if (word == null) {
      out.ascii("null");
    } else {
      out.put('"').ascii(word).put('"');
    }
  }

  private static String opcode(int opcode) {
    return switch (opcode) {
      case Opcode.QUERY -> "QUERY";
      case Opcode.IQUERY -> "IQUERY";
      case Opcode.STATUS -> "STATUS";
      case Opcode.NOTIFY -> "NOTIFY";
      case Opcode.UPDATE -> "UPDATE";
      default -> String.format(Locale.ROOT, "OPCODE%d", opcode);
    };
  }

  private static String className(int recordClass) {
    return switch (recordClass) {
      case RecordClass.IN -> "IN";
      case RecordClass.CH -> "CH";
      case RecordClass.HS -> "HS";
      case RecordClass.NONE -> "NONE";
      case RecordClass.ANY -> "ANY";
      default -> String.format(Locale.ROOT, "CLASS%d", recordClass);
    };
  }
}
