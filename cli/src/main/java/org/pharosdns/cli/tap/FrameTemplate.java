package org.pharosdns.cli.tap;

import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.wire.Octets;

/// A data frame of dnstap with everything in it but what differs from message to message: that is
/// put in at places known beforehand. Immutable.
///
/// So that places do not move, numbers that vary take as many octets as the largest would (a
/// protocol buffer may do that): three for lengths and ports, five for seconds.
final class FrameTemplate {
  /// Kinds of fields (protocol buffers, "wire types").
  private static final int VARINT = 0;

  private static final int OCTETS = 2;
  private static final int FIXED_32 = 5;

  private final byte[] octets;
  private final int messageStart;
  private final int messageLength;
  private final int address;
  private final int port;
  private final int queryTime;
  private final int answerTime;
  private final int contentLength;

  /// @param prefix fields of every frame
  /// @param kind AUTH_QUERY or AUTH_RESPONSE
  /// @param addressOctets 4 or 16
  FrameTemplate(OctetWriter prefix, int kind, int addressOctets) {
    var out = new OctetWriter();
    out.u32(0).put(prefix.array(), 0, prefix.size());
    messageLength = gap(out, 14, OCTETS, 3);
    messageStart = out.size();
    out.put(key(1, VARINT)).put(kind);
    out.put(key(2, VARINT)).put(addressOctets == 4 ? 1 : 2);
    out.put(key(3, VARINT)).put(0);
    out.put(key(4, OCTETS)).put(addressOctets);
    address = out.size();
    out.put(new byte[addressOctets], 0, addressOctets);
    port = gap(out, 6, VARINT, 3);
    queryTime = gap(out, 8, VARINT, 5);
    gap(out, 9, FIXED_32, 4);
    var isQuery = kind == DnstapFrames.AUTH_QUERY;
    answerTime = isQuery ? -1 : gap(out, 12, VARINT, 5);
    if (!isQuery) {
      gap(out, 13, FIXED_32, 4);
    }
    contentLength = gap(out, isQuery ? 10 : 14, OCTETS, 3);
    octets = new byte[out.size()];
    out.readable().get(octets);
  }

  private static int key(int field, int kind) {
    return (field << 3) | kind;
  }

  /// Writes the key of a field and leaves room for its value; returns where that is.
  private static int gap(OctetWriter out, int field, int kind, int length) {
    out.put(key(field, kind));
    out.put(new byte[length], 0, length);
    return out.size() - length;
  }

  /// Returns the octets of the frame that holds a message of `length` octets.
  int octets(int length) {
    return octets.length + length;
  }

  /// Writes the frame that holds `length` octets of `message`; returns where it ends.
  ///
  /// @param seconds since 1970
  /// @param nanos within the second
  int write(
      byte[] to,
      int start,
      byte[] message,
      int offset,
      int length,
      Client client,
      long seconds,
      int nanos) {
    System.arraycopy(octets, 0, to, start, octets.length);
    Octets.putI32(to, start, octets.length - Integer.BYTES + length);
    varint3(to, start + messageLength, octets.length - messageStart + length);
    to[start + address - 3] = (byte) (client.transport() == Client.Transport.TCP ? 2 : 1);
    System.arraycopy(client.address(), 0, to, start + address, client.addressOctets());
    varint3(to, start + port, client.port());
    time(to, start + queryTime, seconds, nanos);
    if (answerTime >= 0) {
      time(to, start + answerTime, seconds, nanos);
    }
    varint3(to, start + contentLength, length);
    System.arraycopy(message, offset, to, start + octets.length, length);
    return start + octets.length + length;
  }

  /// Seconds, the key of the next field, nanoseconds.
  private static void time(byte[] to, int at, long seconds, int nanos) {
    var rest = (int) seconds;
    to[at] = (byte) (rest | 0x80);
    to[at + 1] = (byte) ((rest >>> 7) | 0x80);
    to[at + 2] = (byte) ((rest >>> 14) | 0x80);
    to[at + 3] = (byte) ((rest >>> 21) | 0x80);
    to[at + 4] = (byte) ((seconds >>> 28) & 0x7f);
    Octets.putI32(to, at + 6, Integer.reverseBytes(nanos));
  }

  private static void varint3(byte[] to, int at, int number) {
    to[at] = (byte) ((number & 0x7f) | 0x80);
    to[at + 1] = (byte) (((number >>> 7) & 0x7f) | 0x80);
    to[at + 2] = (byte) ((number >>> 14) & 0x7f);
  }
}
