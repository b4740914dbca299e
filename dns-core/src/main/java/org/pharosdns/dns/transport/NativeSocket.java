package org.pharosdns.dns.transport;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.Inet6Address;
import java.net.InetSocketAddress;

/// A UDP socket of the system.
///
/// @param fd its descriptor
/// @param ipv6 whether it speaks IPv6, and then nothing else
record NativeSocket(int fd, boolean ipv6) {
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
      var fd =
          Errno.check(calls.socket(SocketAddresses.family(address), SOCK_DGRAM | SOCK_CLOEXEC, 0));
      try {
        prepare(calls, arena, fd, ipv6, payload, address.getAddress().isAnyLocalAddress());
        if (!first) {
          Errno.check(calls.setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, 1));
        }
        var where = SocketAddresses.toNative(arena, address);
        Errno.check(calls.bind(fd, where.address(), (int) where.byteSize()));
        Errno.check(calls.setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, 1));
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
    enlarge(calls, fd, SO_RCVBUFFORCE, SO_RCVBUF);
    enlarge(calls, fd, SO_SNDBUFFORCE, SO_SNDBUF);
    var timeout = arena.allocate(2 * JAVA_LONG.byteSize(), JAVA_LONG.byteSize());
    timeout.set(JAVA_LONG, 8, SEND_TIMEOUT_MICROS);
    Errno.check(calls.setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, timeout.address(), 16));
    if (ipv6) {
      Errno.check(calls.setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, 1));
    } else {
      // Forged ICMP messages must not shrink the path MTU and so fragment answers. Where none is
      // too large for a packet, nobody on the way may fragment them either (RFC 9715 section 3.1),
      // and the kernel need not number them (RFC 6864).
      var whole = payload <= ATOMIC_OCTETS;
      calls.setsockopt(fd, IPPROTO_IP, IP_MTU_DISCOVER, whole ? PMTUDISC_PROBE : PMTUDISC_OMIT);
    }
    if (wildcard) {
      Errno.check(
          ipv6
              ? calls.setsockopt(fd, IPPROTO_IPV6, IPV6_RECVPKTINFO, 1)
              : calls.setsockopt(fd, IPPROTO_IP, IP_PKTINFO, 1));
    }
  }

  /// With the capability CAP_NET_ADMIN beyond the system's limit, else up to it.
  private static void enlarge(Syscalls calls, int fd, int force, int ask) {
    if (calls.setsockopt(fd, SOL_SOCKET, force, BUFFER_OCTETS) < 0) {
      calls.setsockopt(fd, SOL_SOCKET, ask, BUFFER_OCTETS);
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
}
