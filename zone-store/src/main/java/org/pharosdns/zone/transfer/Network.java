package org.pharosdns.zone.transfer;

import java.util.Arrays;
import org.pharosdns.zone.steer.Address;

/// An address, or all addresses that begin like it.
///
/// @param octets 4 or 16, zero behind the prefix
/// @param bits the length of the prefix
@SuppressWarnings("ArrayRecordComponent") // compared by its own equals
public record Network(byte[] octets, int bits) {
  /// Returns the network that `192.0.2.1`, `192.0.2.0/24` or `2001:db8::/32` says.
  ///
  /// @throws IllegalArgumentException with a sentence for the operator when it is none
  public static Network parse(String text) {
    var slash = text.indexOf('/');
    var octets = Address.parse(slash < 0 ? text : text.substring(0, slash)).octets();
    var most = octets.length * 8;
    var bits = slash < 0 ? most : prefix(text, text.substring(slash + 1), most);
    for (var bit = bits; bit < most; bit++) {
      if ((octets[bit / 8] & 0x80 >>> bit % 8) != 0) {
        throw new IllegalArgumentException(
            "\"" + text + "\" has bits behind its prefix of " + bits);
      }
    }
    return new Network(octets, bits);
  }

  private static int prefix(String text, String digits, int most) {
    if (!digits.matches("\\d{1,3}") || Integer.parseInt(digits) > most) {
      throw new IllegalArgumentException("\"" + text + "\" has no prefix length from 0 to " + most);
    }
    return Integer.parseInt(digits);
  }

  /// Whether `address`, 4 or 16 octets, is in this network.
  public boolean contains(byte[] address) {
    if (address.length != octets.length) {
      return false;
    }
    var whole = bits / 8;
    var rest = 0xff00 >>> bits % 8 & 0xff;
    return Arrays.equals(address, 0, whole, octets, 0, whole)
        && (rest == 0 || (address[whole] & rest) == (octets[whole] & rest));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Network network
        && network.bits == bits
        && Arrays.equals(network.octets, octets);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(octets) + bits;
  }
}
