package org.pharosdns.dns.transport;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/// The networks whose clients share a limit, each as one number: an address of IPv4, or the first
/// 64 bits of one of IPv6.
final class ClientNetwork {
  /// IPv4 stands where IPv6 has addresses of groups (ffff:ffff::/32), which no client has.
  private static final long IPV4 = 0xFFFF_FFFF_0000_0000L;

  private ClientNetwork() {}

  static long of(InetAddress client) {
    var octets = ByteBuffer.wrap(client.getAddress());
    return client instanceof Inet4Address ? ofIpv4(octets.getInt()) : octets.getLong();
  }

  static long ofIpv4(int address) {
    return IPV4 | Integer.toUnsignedLong(address);
  }
}
