package org.pharosdns.health.check;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Where to probe: an address and a port, or a name whose address is looked up before each probe.
///
/// @param host the address as {@link AddressText} writes it, or a host name
/// @param address null for a name
/// @param port 1 to 65535, or 0 for a check that uses none
public record Target(String host, @Nullable InetAddress address, int port) {
  private static final byte[] CLOUD_METADATA = {
    (byte) 0xfd, 0, 0x0e, (byte) 0xc2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54
  };

  /// A target with an address.
  public Target(InetAddress address, int port) {
    this(AddressText.of(address), address, port);
  }

  /// Returns a target with a name.
  public static Target named(String host, int port) {
    return new Target(host, null, port);
  }

  /// Returns whether nothing may ever be probed there: link-local addresses (`169.254.0.0/16`,
  /// `fe80::/10`) and the metadata services of clouds that live among them or at `fd00:ec2::254`.
  public static boolean isForbidden(InetAddress address) {
    return address.isLinkLocalAddress() || Arrays.equals(address.getAddress(), CLOUD_METADATA);
  }

  /// Returns `192.0.2.1:80` or `[2001:db8::1]:80`.
  @Override
  public String toString() {
    return (address instanceof Inet6Address ? '[' + host + ']' : host) + ':' + port;
  }
}
