package org.pharosdns.dns.transport;

import java.util.List;

/// How the sockets are really done, once the setting has been held against what works here.
enum SocketKind {
  NATIVE,
  EPOLL,
  NIO;

  /// Returns the fastest kind that `wanted` allows and that works here.
  ///
  /// @throws BindFailedException if `wanted` does not work here
  static SocketKind choose(TransportSettings.Kind wanted) {
    return switch (wanted) {
      case AUTO -> NativeUdp.obstacle().isEmpty() ? NATIVE : netty();
      case NATIVE -> {
        NativeUdp.obstacle()
            .ifPresent(
                reason -> {
                  throw new BindFailedException(
                      List.of("the native transport does not work here: " + reason));
                });
        yield NATIVE;
      }
      case NETTY -> netty();
    };
  }

  private static SocketKind netty() {
    return EventLoops.epollAvailable() ? EPOLL : NIO;
  }
}
