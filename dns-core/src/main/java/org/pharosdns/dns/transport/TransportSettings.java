package org.pharosdns.dns.transport;

import java.time.Duration;

/// How the sockets behave.
///
/// @param kind how UDP is done
/// @param workers event loops, at least 1
/// @param udpPayload the largest UDP answer in octets
/// @param tcpConnections open TCP connections in all
/// @param tcpPerClient open TCP connections per /32 (IPv4) or /64 (IPv6)
/// @param tcpIdle how long a TCP connection may be silent
/// @param tcpMessage how long one message may take from its first octet
public record TransportSettings(
    Kind kind,
    int workers,
    int udpPayload,
    int tcpConnections,
    int tcpPerClient,
    Duration tcpIdle,
    Duration tcpMessage) {
  /// How UDP is done. `AUTO` takes the fastest that works here.
  public enum Kind {
    AUTO,
    NATIVE,
    NETTY
  }

  /// Returns the defaults with `workers` event loops.
  public static TransportSettings defaults(int workers) {
    return new TransportSettings(
        Kind.AUTO, workers, 1232, 1000, 64, Duration.ofSeconds(10), Duration.ofSeconds(2));
  }
}
