package org.pharosdns.cli.tap;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.tap.Passage;

/// Messages as data frames of dnstap: a length, then the protocol buffer `Dnstap` of dnstap.proto
/// with a `Message` in it. Owned by one thread.
///
/// The clock is read once per batch of packets, so the times of a query and of its answer are the
/// same moment: when the query was received.
final class DnstapFrames {
  /// Kinds of message (dnstap.proto, `Message.Type`).
  private static final int AUTH_QUERY = 1;

  private static final int AUTH_RESPONSE = 2;

  /// Kinds of fields (protocol buffers, "wire types").
  private static final int VARINT = 0;

  private static final int OCTETS = 2;
  private static final int FIXED_32 = 5;

  private final WallTime time;
  private final boolean queries;
  private final boolean responses;
  private final OctetWriter prefix = new OctetWriter();
  private final OctetWriter message = new OctetWriter();

  /// @param identity of this server, or null
  /// @param version of the program
  DnstapFrames(
      WallTime time,
      @Nullable String identity,
      String version,
      boolean queries,
      boolean responses) {
    this.time = time;
    this.queries = queries;
    this.responses = responses;
    if (identity != null) {
      text(prefix, 1, identity);
    }
    text(prefix, 2, version);
    number(prefix, 15, 1);
  }

  /// Writes the frames of a message and its answer.
  ///
  /// @return how many
  int write(Passage passage, OctetWriter out) {
    var frames = 0;
    if (queries) {
      frame(passage, AUTH_QUERY, out);
      frames++;
    }
    if (responses && passage.answerOctets() > 0) {
      frame(passage, AUTH_RESPONSE, out);
      frames++;
    }
    return frames;
  }

  private void frame(Passage passage, int type, OctetWriter out) {
    var octets = passage.octets();
    var epochNanos = time.epochNanos(passage.nanos());
    var seconds = WallTime.seconds(epochNanos);
    var nanos = WallTime.nanosOfSecond(epochNanos);
    message.truncate(0);
    number(message, 1, type);
    number(message, 2, passage.addressOctets() == 4 ? 1 : 2);
    number(message, 3, passage.transport() == Client.Transport.UDP ? 1 : 2);
    octets(message, 4, octets, passage.addressOffset(), passage.addressOctets());
    number(message, 6, passage.port());
    number(message, 8, seconds);
    fixed(message, 9, nanos);
    if (type == AUTH_QUERY) {
      octets(message, 10, octets, passage.messageOffset(), passage.messageOctets());
    } else {
      number(message, 12, seconds);
      fixed(message, 13, nanos);
      octets(message, 14, octets, passage.answerOffset(), passage.answerOctets());
    }
    var start = out.size();
    out.u32(0).put(prefix.array(), 0, prefix.size());
    octets(out, 14, message.array(), 0, message.size());
    out.setU32(start, out.size() - start - Integer.BYTES);
  }

  private static void number(OctetWriter out, int field, long value) {
    out.put((field << 3) | VARINT);
    varint(out, value);
  }

  private static void fixed(OctetWriter out, int field, int value) {
    out.put((field << 3) | FIXED_32).u32(Integer.reverseBytes(value));
  }

  private static void text(OctetWriter out, int field, String text) {
    var octets = text.getBytes(UTF_8);
    octets(out, field, octets, 0, octets.length);
  }

  private static void octets(OctetWriter out, int field, byte[] octets, int offset, int length) {
    out.put((field << 3) | OCTETS);
    varint(out, length);
    out.put(octets, offset, length);
  }

  private static void varint(OctetWriter out, long value) {
    var rest = value;
    while (rest >>> 7 != 0) {
      out.put((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.put((int) rest);
  }
}
