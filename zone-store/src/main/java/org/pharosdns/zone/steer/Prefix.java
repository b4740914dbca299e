package org.pharosdns.zone.steer;

import java.util.Arrays;
import org.pharosdns.dns.wire.Octets;

/// A network: the addresses that share their first bits. Addresses are the high bits of two words,
/// an IPv4 address the highest 32.
///
/// @param high the first 64 bits, 0 behind `bits`
/// @param low the last 64, 0 behind `bits`
/// @param bits length of the prefix, 0 to 32 (IPv4) or 128 (IPv6)
public record Prefix(long high, long low, int bits, boolean isIpv4) implements Comparable<Prefix> {
  private static final int IPV6_OCTETS = 16;

  /// Returns the network of the first `bits` bits of an address of 4 or 16 octets.
  public static Prefix of(byte[] address, int bits) {
    var octets = Arrays.copyOf(address, IPV6_OCTETS);
    return new Prefix(
        word(octets, 0) & highMask(bits),
        word(octets, Long.BYTES) & lowMask(bits),
        bits,
        address.length < IPV6_OCTETS);
  }

  /// Returns the network that `192.0.2.0/24` or `2001:db8::/32` says; a bare address is a network
  /// of one.
  ///
  /// @throws IllegalArgumentException when it says none, or when bits behind the prefix are set
  public static Prefix parse(String text) {
    var slash = text.indexOf('/');
    var octets = Address.parse(slash < 0 ? text : text.substring(0, slash)).octets();
    var most = octets.length * Byte.SIZE;
    var bits = slash < 0 ? most : length(text.substring(slash + 1), most, text);
    var prefix = of(octets, bits);
    if (!prefix.equals(new Prefix(whole(octets, 0), whole(octets, 1), bits, most == 32))) {
      throw new IllegalArgumentException(
          "\"" + text + "\" has bits behind its prefix: the network is " + prefix);
    }
    return prefix;
  }

  private static long whole(byte[] address, int index) {
    return word(Arrays.copyOf(address, IPV6_OCTETS), index * Long.BYTES);
  }

  private static int length(String text, int most, String whole) {
    if (text.matches("\\d{1,3}") && Integer.parseInt(text) <= most) {
      return Integer.parseInt(text);
    }
    throw new IllegalArgumentException(
        "\"" + whole + "\" is no network: the length must be 0 to " + most);
  }

  private static long word(byte[] octets, int offset) {
    return ((long) Octets.i32(octets, offset) << Integer.SIZE)
        | (Octets.i32(octets, offset + Integer.BYTES) & 0xffff_ffffL);
  }

  /// The first word with all bits up to `bits` set.
  static long highMask(int bits) {
    return bits == 0 ? 0 : -1L << Math.max(0, Long.SIZE - bits);
  }

  /// The second word with all bits up to `bits` set.
  static long lowMask(int bits) {
    return bits <= Long.SIZE ? 0 : -1L << (2 * Long.SIZE - bits);
  }

  long lastHigh() {
    return high | ~highMask(bits);
  }

  long lastLow() {
    return low | ~lowMask(bits);
  }

  /// IPv4 first, then by address, a network before those inside it.
  @Override
  public int compareTo(Prefix other) {
    if (isIpv4 != other.isIpv4) {
      return isIpv4 ? -1 : 1;
    }
    var order = Long.compareUnsigned(high, other.high);
    order = order == 0 ? Long.compareUnsigned(low, other.low) : order;
    return order == 0 ? Integer.compare(bits, other.bits) : order;
  }

  @Override
  public String toString() {
    var octets = new byte[isIpv4 ? 4 : IPV6_OCTETS];
    for (var i = 0; i < octets.length; i++) {
      var word = i < Long.BYTES ? high : low;
      octets[i] = (byte) (word >>> (Long.SIZE - Byte.SIZE - Byte.SIZE * (i % Long.BYTES)));
    }
    return Address.of(octets) + "/" + bits;
  }
}
