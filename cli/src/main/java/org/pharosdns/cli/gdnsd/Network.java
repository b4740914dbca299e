package org.pharosdns.cli.gdnsd;

import org.pharosdns.zone.steer.Prefix;

/// A network of the geoip plugin in our words.
final class Network {
  private static final int IPV4_BITS = 32;
  private static final int COMPATIBLE_BITS = 96;

  private Network() {}

  /// Returns the network; an IPv4-compatible IPv6 one as that of IPv4 (RFC 4291 section 2.5.5.1).
  ///
  /// @throws IllegalArgumentException when it is none
  static String of(String text) {
    var prefix = Prefix.parse(text);
    var isCompatible =
        !prefix.isIpv4()
            && prefix.high() == 0
            && prefix.low() >>> IPV4_BITS == 0
            && prefix.bits() >= COMPATIBLE_BITS;
    return isCompatible
        ? new Prefix(prefix.low() << IPV4_BITS, 0, prefix.bits() - COMPATIBLE_BITS, true).toString()
        : prefix.toString();
  }
}
