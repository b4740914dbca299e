package org.pharosdns.cli.tap;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.query.Client;

/// Messages as data frames of dnstap: a length, then the protocol buffer `Dnstap` of dnstap.proto
/// with a `Message` in it. Any thread.
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
  private static final int MOST_MESSAGE = 65_535;

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

  /// Returns the most octets that the frames of a message and its answer may have.
  int mostOctets() {
    return ipv6Query.octets(MOST_MESSAGE) + ipv6Response.octets(MOST_MESSAGE);
  }

  /// Returns the octets of the frames of a message and its answer.
  ///
  /// @param answerOctets 0 for none
  int octets(Client client, int messageOctets, int answerOctets) {
    var isIpv4 = client.addressOctets() == 4;
    var octets = 0;
    if (queries) {
      octets += (isIpv4 ? ipv4Query : ipv6Query).octets(messageOctets);
    }
    if (responses && answerOctets > 0) {
      octets += (isIpv4 ? ipv4Response : ipv6Response).octets(answerOctets);
    }
    return octets;
  }

  /// Writes the frames of a message and its answer. Allocates nothing.
  void write(
      byte[] to,
      int start,
      byte[] in,
      int inOffset,
      int inOctets,
      Client client,
      long nowNanos,
      byte[] out,
      int outOffset,
      int answerOctets) {
    var epochNanos = time.epochNanos(nowNanos);
    var seconds = WallTime.seconds(epochNanos);
    var nanos = WallTime.nanosOfSecond(epochNanos);
    var isIpv4 = client.addressOctets() == 4;
    var at = start;
    if (queries) {
      at =
          (isIpv4 ? ipv4Query : ipv6Query)
              .write(to, at, in, inOffset, inOctets, client, seconds, nanos);
    }
    if (responses && answerOctets > 0) {
      (isIpv4 ? ipv4Response : ipv6Response)
          .write(to, at, out, outOffset, answerOctets, client, seconds, nanos);
    }
  }
}
