package org.pharosdns.dns.transport;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.List;

/// Which TCP connections belong to the addresses asked for, where the JDK's `::` takes more.
///
/// A listening socket of the JDK on `::` takes the port for IPv4 as well. So IPv4 addresses with
/// its port are not bound beside it, and connections to IPv4 addresses not asked for are not
/// served.
record ListenAddresses(List<InetSocketAddress> all) {
  /// Whether `address` needs no socket of its own, because that of `::` takes its connections.
  boolean coveredByWildcard(InetSocketAddress address) {
    return address.getAddress() instanceof Inet4Address
        && all.stream()
            .anyMatch(each -> each.getPort() != 0 && ipv6Wildcard(each) && samePort(each, address));
  }

  /// Whether a connection to `local` that came to the socket of `asked` is to be served.
  boolean serves(InetSocketAddress asked, InetSocketAddress local) {
    return !ipv6Wildcard(asked)
        || local.getAddress() instanceof Inet6Address
        || all.stream().anyMatch(each -> samePort(each, local) && takes(each, local));
  }

  /// Whether every connection to the socket of `asked` is to be served.
  boolean servesAll(InetSocketAddress asked) {
    return !ipv6Wildcard(asked)
        || all.stream().anyMatch(each -> samePort(each, asked) && ipv4Wildcard(each));
  }

  private static boolean takes(InetSocketAddress each, InetSocketAddress local) {
    return ipv4Wildcard(each)
        || (each.getAddress() instanceof Inet4Address ip && ip.equals(local.getAddress()));
  }

  private static boolean ipv4Wildcard(InetSocketAddress address) {
    return address.getAddress() instanceof Inet4Address ip && ip.isAnyLocalAddress();
  }

  private static boolean ipv6Wildcard(InetSocketAddress address) {
    return address.getAddress() instanceof Inet6Address ip && ip.isAnyLocalAddress();
  }

  private static boolean samePort(InetSocketAddress a, InetSocketAddress b) {
    return a.getPort() == b.getPort();
  }
}
