package org.pharosdns.dns.wire;

import org.jspecify.annotations.Nullable;

/// Reads names out of messages that came over the network (RFC 1035 section 4.1.4). Not for the
/// query path: it allocates.
///
/// A pointer must lead to where no octet of the name has been read from yet, further to the front
/// each time. A name costs at most its 255 octets and 127 pointers: as many as it can have labels,
/// and more than anybody needs who does not want to waste our time.
public final class MessageName {
  private static final int POINTER = 0xc0;
  private static final int POINTER_OFFSET = 0x3fff;
  private static final int MOST_POINTERS = 127;

  private MessageName() {}

  /// Returns the name at `position`, compressed or not, or null when there is none.
  ///
  /// @param start where the message starts in `in`
  /// @param end where the readable octets end
  public static @Nullable DnsName read(byte[] in, int start, int position, int end) {
    var wire = new byte[DnsName.MAX_OCTETS];
    var octets = 0;
    var at = position;
    var before = position;
    var pointers = 0;
    while (at < end) {
      var length = Octets.u8(in, at);
      if (length >= POINTER) {
        if (end - at < 2 || ++pointers > MOST_POINTERS) {
          return null;
        }
        at = start + (Octets.u16(in, at) & POINTER_OFFSET);
        if (at >= before) {
          return null;
        }
        before = at;
      } else if (length > DnsName.MAX_LABEL_OCTETS
          || end - at < 1 + length
          || octets + 1 + length > DnsName.MAX_OCTETS) {
        return null;
      } else {
        System.arraycopy(in, at, wire, octets, 1 + length);
        octets += 1 + length;
        at += 1 + length;
        if (length == 0) {
          return DnsName.ofWire(wire, 0);
        }
      }
    }
    return null;
  }

  /// Returns the name at `position` that has no pointer in it, or null.
  public static @Nullable DnsName readUncompressed(byte[] in, int position, int end) {
    var octets = octets(in, position, end);
    return octets > 0 && in[position + octets - 1] == 0
        ? read(in, position, position, position + octets)
        : null;
  }

  /// Returns how many octets the name at `position` takes as written, 0 when there is none.
  public static int octets(byte[] in, int position, int end) {
    var at = position;
    while (at < end) {
      var length = Octets.u8(in, at);
      if (length >= POINTER) {
        return end - at >= 2 ? at + 2 - position : 0;
      }
      if (length > DnsName.MAX_LABEL_OCTETS) {
        return 0;
      }
      at += 1 + length;
      if (length == 0) {
        return at - position;
      }
    }
    return 0;
  }
}
