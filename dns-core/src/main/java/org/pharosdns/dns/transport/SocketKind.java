package org.pharosdns.dns.transport;

import java.util.List;

/// How the sockets are really done, once the setting has been held against what works here.
enum SocketKind {
  EPOLL,
  NIO;

  /// Returns the fastest kind that `wanted` allows and that works here.
  static SocketKind choose(TransportSettings.Kind wanted) {
    return switch (wanted) {
      case AUTO, NETTY -> EventLoops.epollAvailable() ? EPOLL : NIO;
      case NATIVE -> throw new BindFailedException(List.of("the native transport is not built in"));
    };
  }
}
