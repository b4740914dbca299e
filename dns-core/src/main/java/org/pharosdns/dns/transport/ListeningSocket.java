package org.pharosdns.dns.transport;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.Inet6Address;
import java.net.InetSocketAddress;

/// A TCP socket of the system that waits for clients.
///
/// @param fd its descriptor
/// @param address what it is bound to, with the port that the system chose
record ListeningSocket(int fd, InetSocketAddress address) {
  private static final int SOCK_STREAM = 1;
  private static final int SOCK_NONBLOCK = 0x800;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int SOL_SOCKET = 1;
  private static final int SO_REUSEADDR = 2;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IPV6_V6ONLY = 26;

  /// Of a socket that a client came by.
  static final int FLAGS = SOCK_NONBLOCK | SOCK_CLOEXEC;

  /// Opens a socket bound to `address`, on which clients may wait from now on. That of `::` takes
  /// those of IPv4 as well.
  ///
  /// @param backlog how many may wait
  /// @throws IOException with the C library's words
  static ListeningSocket open(InetSocketAddress address, int backlog) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var calls = new Syscalls(arena);
      var family = SocketAddresses.family(address);
      var fd = Errno.check(calls.socket(family, SOCK_STREAM | FLAGS, 0));
      try {
        if (address.getAddress() instanceof Inet6Address) {
          Errno.check(calls.setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, 0));
        }
        Errno.check(calls.setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, 1));
        var where = SocketAddresses.toNative(arena, address);
        Errno.check(calls.bind(fd, where.address(), (int) where.byteSize()));
        Errno.check(calls.listen(fd, backlog));
        var length = arena.allocateFrom(JAVA_INT, (int) where.byteSize());
        Errno.check(calls.getsockname(fd, where.address(), length.address()));
        var port = SocketAddresses.port(where);
        return new ListeningSocket(fd, new InetSocketAddress(address.getAddress(), port));
      } catch (IOException e) {
        calls.close(fd);
        throw e;
      }
    }
  }
}
