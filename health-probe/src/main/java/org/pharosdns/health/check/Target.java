package org.pharosdns.health.check;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;

/// Where to probe: an address and a port.
///
/// @param port 1 to 65535, or 0 for a check that uses none
public record Target(InetAddress address, int port) {
  private static final byte[] CLOUD_METADATA = {
    (byte) 0xfd, 0, 0x0e, (byte) 0xc2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54
  };

  /// Returns whether nothing may ever be probed there: link-local addresses (`169.254.0.0/16`,
  /// `fe80::/10`) and the metadata services of clouds that live among them or at `fd00:ec2::254`.
  public static boolean isForbidden(InetAddress address) {
    return address.isLinkLocalAddress() || Arrays.equals(address.getAddress(), CLOUD_METADATA);
  }

  /// Returns `192.0.2.1:80` or `[2001:db8::1]:80`.
  @Override
  public String toString() {
    String text = AddressText.of(address);
    return (address instanceof Inet4Address ? text : '[' + text + ']') + ':' + port;
  }
}
