package org.pharosdns.zone.steer;

import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.wire.Octets;

/// Whom an answer is for: the network in the client subnet option (RFC 7871), else the address that
/// the question came from. A flyweight, refilled for each answer.
///
/// Addresses are the high bits of two words, an IPv4 address the highest 32.
final class ClientNetwork {
  private static final int FAMILY_IPV4 = 1;
  private static final int SUBNET_ADDRESS = 4;
  private static final int IPV4_OCTETS = 4;
  private static final int IPV6_OCTETS = 16;

  /// The high word of an IPv4-mapped IPv6 address is 0, its low word starts with this.
  private static final long MAPPED = 0xffffL;

  private long high;
  private long low;
  private int bits;
  private boolean isIpv4;

  /// Takes the network from a question. A client that gives 0 bits of its address is known by where
  /// the question came from, as one that gives none.
  void of(Query query) {
    var edns = query.edns();
    if (edns.subnetBits() > 0) {
      var data = edns.subnetOffset();
      isIpv4 = Octets.u16(query.message(), data) == FAMILY_IPV4;
      bits = edns.subnetBits();
      read(query.message(), data + SUBNET_ADDRESS, edns.subnetOctets() - SUBNET_ADDRESS);
    } else {
      var octets = query.client().addressOctets();
      isIpv4 = octets == IPV4_OCTETS;
      bits = octets * Byte.SIZE;
      read(query.client().address(), 0, octets);
      unmap(octets);
    }
  }

  private void read(byte[] octets, int offset, int count) {
    high = 0;
    low = 0;
    for (var i = 0; i < count; i++) {
      var octet = octets[offset + i] & 0xffL;
      if (i < Long.BYTES) {
        high |= octet << (8 * (Long.BYTES - 1 - i));
      } else {
        low |= octet << (8 * (2 * Long.BYTES - 1 - i));
      }
    }
  }

  /// An IPv4 client of a socket for both families (RFC 4291 section 2.5.5.2).
  private void unmap(int octets) {
    if (octets == IPV6_OCTETS && high == 0 && low >>> 32 == MAPPED) {
      isIpv4 = true;
      bits = IPV4_OCTETS * Byte.SIZE;
      high = low << 32;
      low = 0;
    }
  }

  boolean isIpv4() {
    return isIpv4;
  }

  /// How many bits of the address are known, 0 to 32 or 128.
  int bits() {
    return bits;
  }

  long high() {
    return high;
  }

  long low() {
    return low;
  }

  /// The high word of the network of `length` bits.
  long high(int length) {
    return length >= Long.SIZE ? high : length == 0 ? 0 : high & (-1L << (Long.SIZE - length));
  }

  /// The low word of the network of `length` bits.
  long low(int length) {
    return length <= Long.SIZE ? 0 : low & (-1L << (2 * Long.SIZE - length));
  }
}
