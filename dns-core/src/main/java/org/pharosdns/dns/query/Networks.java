package org.pharosdns.dns.query;

import java.util.Arrays;
import java.util.List;
import org.pharosdns.dns.wire.Octets;

/// A few networks, to be asked whether a client comes from one of them. Immutable, any thread,
/// allocates nothing.
public final class Networks {
  /// No network.
  public static final Networks NONE = new Networks(List.of());

  private static final int IPV4_OCTETS = 4;

  /// One network.
  ///
  /// @param address 4 or 16 octets
  /// @param bits the length of the prefix, 0 to 32 or 128
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  public record Prefix(byte[] address, int bits) {
    /// Checks the lengths.
    public Prefix {
      if ((address.length != IPV4_OCTETS && address.length != 4 * IPV4_OCTETS)
          || bits < 0
          || bits > Byte.SIZE * address.length) {
        throw new IllegalArgumentException("no prefix: /" + bits);
      }
    }
  }

  private final byte[][] addresses;
  private final int[] bits;

  /// @param prefixes in any order, overlapping or not
  public Networks(List<Prefix> prefixes) {
    addresses = new byte[prefixes.size()][];
    bits = new int[prefixes.size()];
    for (var i = 0; i < bits.length; i++) {
      addresses[i] = prefixes.get(i).address().clone();
      bits[i] = prefixes.get(i).bits();
    }
  }

  /// Whether the client's address is in one of the networks.
  public boolean contain(Client client) {
    for (var i = 0; i < bits.length; i++) {
      if (addresses[i].length == client.addressOctets()
          && startsAlike(addresses[i], client.address(), bits[i])) {
        return true;
      }
    }
    return false;
  }

  /// Equal when they are the same prefixes in the same order.
  @Override
  public boolean equals(Object other) {
    return other instanceof Networks networks
        && Arrays.deepEquals(networks.addresses, addresses)
        && Arrays.equals(networks.bits, bits);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.deepHashCode(addresses) + Arrays.hashCode(bits);
  }

  private static boolean startsAlike(byte[] network, byte[] address, int bits) {
    for (var i = 0; i < network.length; i += Integer.BYTES) {
      var left = bits - Byte.SIZE * i;
      if (left <= 0) {
        return true;
      }
      var mask = left >= Integer.SIZE ? -1 : -1 << (Integer.SIZE - left);
      if (((Octets.i32(network, i) ^ Octets.i32(address, i)) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
