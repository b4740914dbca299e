package org.pharosdns.dns.transport;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;

/// Addresses as the system has them: C's `struct sockaddr_in` and `struct sockaddr_in6`.
final class SocketAddresses {
  /// Room for an address of either kind.
  static final int MOST_OCTETS = 28;

  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int IPV4_OCTETS = 16;
  private static final int PORT_AT = 2;
  private static final int IPV4_AT = 4;
  private static final int IPV6_AT = 8;
  private static final int MAPPED_AT = IPV6_AT + 12;
  private static final int SCOPE_AT = 24;
  private static final int MAPPED_PREFIX = 0xFFFF;

  private static final ValueLayout.OfShort PORT = JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt WORD = JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG_WORD = JAVA_LONG.withOrder(ByteOrder.BIG_ENDIAN);

  private SocketAddresses() {}

  /// Returns the system's number for the version of IP that `address` is of.
  static int family(InetSocketAddress address) {
    return address.getAddress() instanceof Inet6Address ? AF_INET6 : AF_INET;
  }

  static MemorySegment toNative(Arena arena, InetSocketAddress address) {
    var octets = address.getAddress().getAddress();
    var ipv6 = address.getAddress() instanceof Inet6Address;
    var where = arena.allocate(ipv6 ? MOST_OCTETS : IPV4_OCTETS, Long.BYTES);
    where.set(JAVA_SHORT, 0, (short) family(address));
    where.set(PORT, PORT_AT, (short) address.getPort());
    MemorySegment.copy(octets, 0, where, JAVA_BYTE, ipv6 ? IPV6_AT : IPV4_AT, octets.length);
    if (address.getAddress() instanceof Inet6Address scoped) {
      where.set(JAVA_INT, SCOPE_AT, scoped.getScopeId());
    }
    return where;
  }

  static int port(MemorySegment address) {
    return Short.toUnsignedInt(address.get(PORT, PORT_AT));
  }

  /// Whether `address` is of IPv4, on a socket of IPv6 too.
  static boolean isIpv4(MemorySegment address) {
    return address.get(JAVA_SHORT, 0) == AF_INET
        || (address.get(LONG_WORD, IPV6_AT) == 0
            && address.get(WORD, IPV6_AT + Long.BYTES) == MAPPED_PREFIX);
  }

  /// Returns the network of the client with that address ({@link ClientNetwork}).
  static long network(MemorySegment address) {
    if (isIpv4(address)) {
      var at = address.get(JAVA_SHORT, 0) == AF_INET ? IPV4_AT : MAPPED_AT;
      return ClientNetwork.ofIpv4(address.get(WORD, at));
    }
    return address.get(LONG_WORD, IPV6_AT);
  }

  static InetSocketAddress toJava(MemorySegment address) throws UnknownHostException {
    var ipv6 = address.get(JAVA_SHORT, 0) == AF_INET6;
    var octets = address.asSlice(ipv6 ? IPV6_AT : IPV4_AT, ipv6 ? 16 : 4).toArray(JAVA_BYTE);
    return new InetSocketAddress(InetAddress.getByAddress(octets), port(address));
  }
}
