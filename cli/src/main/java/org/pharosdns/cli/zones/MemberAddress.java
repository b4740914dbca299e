package org.pharosdns.cli.zones;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.pharosdns.zone.steer.Address;
import org.pharosdns.zone.steer.Endpoint;
import org.pharosdns.zone.steer.HostName;

/// The address of a member as the JDK writes it.
public final class MemberAddress {
  private MemberAddress() {}

  /// Returns the address; null for a host.
  public static @Nullable InetAddress inet(Endpoint endpoint) {
    return switch (endpoint) {
      case Address address -> inet(address.octets());
      case HostName host -> null;
    };
  }

  /// Returns the address that 4 or 16 octets are.
  public static InetAddress inet(byte[] octets) {
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 octets", e);
    }
  }
}
