package org.pharosdns.dns.transport;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;

/// A UDP socket of the system.
///
/// @param fd its descriptor
/// @param ipv6 whether it speaks IPv6, and then nothing else
record NativeSocket(int fd, boolean ipv6) {
  /// Address family of IPv4.
  static final int AF_INET = 2;

  private static final int AF_INET6 = 10;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int SOL_SOCKET = 1;
  private static final int SO_SNDBUF = 7;
  private static final int SO_RCVBUF = 8;
  private static final int SO_REUSEPORT = 15;
  private static final int SO_SNDTIMEO = 21;
  private static final int SO_ATTACH_FILTER = 26;
  private static final int SO_SNDBUFFORCE = 32;
  private static final int SO_RCVBUFFORCE = 33;
  private static final int IPPROTO_IP = 0;
  private static final int IP_PKTINFO = 8;
  private static final int IP_MTU_DISCOVER = 10;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IPV6_V6ONLY = 26;
  private static final int IPV6_RECVPKTINFO = 49;
  private static final int PMTUDISC_PROBE = 3;
  private static final int PMTUDISC_OMIT = 5;

  /// So large an answer fits into a packet on every link that IPv6 may use.
  private static final int ATOMIC_OCTETS = 1232;

  private static final int BUFFER_OCTETS = 4 << 20;
  private static final int SEND_TIMEOUT_MICROS = 100_000;
  private static final short BPF_RETURN_CONSTANT = 6;
  private static final ValueLayout.OfShort PORT = JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);

  /// Opens a socket bound to `address`, whose port is not 0.
  ///
  /// The first of an address is bound without SO_REUSEPORT, so that a port in use is noticed; then
  /// it lets its siblings in.
  ///
  /// @param payload the largest answer in octets
  /// @throws IOException with the C library's words
  static NativeSocket open(InetSocketAddress address, int payload, boolean first)
      throws IOException {
    try (var arena = Arena.ofConfined()) {
      var calls = new Syscalls(arena);
      var ipv6 = address.getAddress() instanceof Inet6Address;
      var fd = check(calls.socket(ipv6 ? AF_INET6 : AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
      try {
        prepare(calls, arena, fd, ipv6, payload, address.getAddress().isAnyLocalAddress());
        if (!first) {
          check(option(calls, arena, fd, SOL_SOCKET, SO_REUSEPORT, 1));
        }
        var where = socketAddress(arena, address);
        check(calls.bind(fd, where.address(), (int) where.byteSize()));
        check(option(calls, arena, fd, SOL_SOCKET, SO_REUSEPORT, 1));
        return new NativeSocket(fd, ipv6);
      } catch (IOException e) {
        calls.close(fd);
        throw e;
      }
    }
  }

  private static void prepare(
      Syscalls calls, Arena arena, int fd, boolean ipv6, int payload, boolean wildcard)
      throws IOException {
    enlarge(calls, arena, fd, SO_RCVBUFFORCE, SO_RCVBUF);
    enlarge(calls, arena, fd, SO_SNDBUFFORCE, SO_SNDBUF);
    var timeout = arena.allocate(2 * JAVA_LONG.byteSize(), JAVA_LONG.byteSize());
    timeout.set(JAVA_LONG, 8, SEND_TIMEOUT_MICROS);
    check(calls.setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, timeout.address(), 16));
    if (ipv6) {
      check(option(calls, arena, fd, IPPROTO_IPV6, IPV6_V6ONLY, 1));
    } else {
      // Forged ICMP messages must not shrink the path MTU and so fragment answers. Where none is
      // too large for a packet, nobody on the way may fragment them either (RFC 9715 section 3.1),
      // and the kernel need not number them (RFC 6864).
      var whole = payload <= ATOMIC_OCTETS;
      option(calls, arena, fd, IPPROTO_IP, IP_MTU_DISCOVER, whole ? PMTUDISC_PROBE : PMTUDISC_OMIT);
    }
    if (wildcard) {
      check(
          ipv6
              ? option(calls, arena, fd, IPPROTO_IPV6, IPV6_RECVPKTINFO, 1)
              : option(calls, arena, fd, IPPROTO_IP, IP_PKTINFO, 1));
    }
  }

  /// With the capability CAP_NET_ADMIN beyond the system's limit, else up to it.
  private static void enlarge(Syscalls calls, Arena arena, int fd, int force, int ask) {
    if (option(calls, arena, fd, SOL_SOCKET, force, BUFFER_OCTETS) < 0) {
      option(calls, arena, fd, SOL_SOCKET, ask, BUFFER_OCTETS);
    }
  }

  /// Lets the kernel drop what arrives from now on, so that what was received can be answered to
  /// the end. It does so by a socket filter that accepts no octet of any packet.
  void receiveNoMore(Syscalls calls, Arena arena) {
    var instruction = arena.allocate(8, 8);
    instruction.set(JAVA_SHORT, 0, BPF_RETURN_CONSTANT);
    var program = arena.allocate(16, 8);
    program.set(JAVA_SHORT, 0, (short) 1);
    program.set(JAVA_LONG, 8, instruction.address());
    calls.setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, program.address(), 16);
  }

  private static int option(Syscalls calls, Arena arena, int fd, int level, int option, int value) {
    var place = arena.allocateFrom(JAVA_INT, value);
    return calls.setsockopt(fd, level, option, place.address(), Integer.BYTES);
  }

  /// Returns a `sockaddr_in` of 16 octets or a `sockaddr_in6` of 28.
  private static MemorySegment socketAddress(Arena arena, InetSocketAddress address) {
    var octets = address.getAddress().getAddress();
    if (address.getAddress() instanceof Inet6Address scoped) {
      var where = arena.allocate(28, 8);
      where.set(JAVA_SHORT, 0, (short) AF_INET6);
      where.set(PORT, 2, (short) address.getPort());
      MemorySegment.copy(octets, 0, where, JAVA_BYTE, 8, octets.length);
      where.set(JAVA_INT, 24, scoped.getScopeId());
      return where;
    }
    var where = arena.allocate(16, 8);
    where.set(JAVA_SHORT, 0, (short) AF_INET);
    where.set(PORT, 2, (short) address.getPort());
    MemorySegment.copy(octets, 0, where, JAVA_BYTE, 4, octets.length);
    return where;
  }

  private static int check(int result) throws IOException {
    if (result < 0) {
      throw new IOException(Errno.text(-result));
    }
    return result;
  }
}
