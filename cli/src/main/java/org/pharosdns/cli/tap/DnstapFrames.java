package org.pharosdns.cli.tap;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.tap.Passage;

/// Messages as data frames of dnstap: a length, then the protocol buffer `Dnstap` of dnstap.proto
/// with a `Message` in it. Owned by one thread.
///
/// The clock is read once per batch of packets, so the times of a query and of its answer are the
/// same moment: when the query was received.
final class DnstapFrames {
  /// Kinds of message (dnstap.proto, `Message.Type`).
  static final int AUTH_QUERY = 1;

  static final int AUTH_RESPONSE = 2;

  private static final int IDENTITY = 0x0a;
  private static final int VERSION = 0x12;
  private static final int TYPE = 0x78;
  private static final int MESSAGE = 1;

  private final WallTime time;
  private final boolean queries;
  private final boolean responses;
  private final FrameTemplate ipv4Query;
  private final FrameTemplate ipv6Query;
  private final FrameTemplate ipv4Response;
  private final FrameTemplate ipv6Response;

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
    var prefix = new OctetWriter();
    if (identity != null) {
      text(prefix, IDENTITY, identity);
    }
    text(prefix, VERSION, version);
    prefix.put(TYPE).put(MESSAGE);
    ipv4Query = new FrameTemplate(prefix, AUTH_QUERY, 4);
    ipv6Query = new FrameTemplate(prefix, AUTH_QUERY, 16);
    ipv4Response = new FrameTemplate(prefix, AUTH_RESPONSE, 4);
    ipv6Response = new FrameTemplate(prefix, AUTH_RESPONSE, 16);
  }

  /// A text of at most 255 octets.
  private static void text(OctetWriter out, int key, String text) {
    var octets = text.getBytes(UTF_8);
    out.put(key);
    if (octets.length > 127) {
      out.put((octets.length & 0x7f) | 0x80).put(octets.length >>> 7);
    } else {
      out.put(octets.length);
    }
    out.put(octets, 0, octets.length);
  }

  /// Writes the frames of a message and its answer.
  ///
  /// @return how many
  int write(Passage passage, OctetWriter out) {
    var epochNanos = time.epochNanos(passage.nanos());
    var isIpv4 = passage.addressOctets() == 4;
    var frames = 0;
    if (queries) {
      (isIpv4 ? ipv4Query : ipv6Query)
          .write(passage, passage.messageOffset(), passage.messageOctets(), epochNanos, out);
      frames++;
    }
    if (responses && passage.answerOctets() > 0) {
      (isIpv4 ? ipv4Response : ipv6Response)
          .write(passage, passage.answerOffset(), passage.answerOctets(), epochNanos, out);
      frames++;
    }
    return frames;
  }
}
