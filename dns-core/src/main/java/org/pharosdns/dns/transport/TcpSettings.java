package org.pharosdns.dns.transport;

import java.time.Duration;

/// What TCP clients may ask of the server together and each.
///
/// @param connections open connections in all
/// @param perClient open connections per /32 (IPv4) or /64 (IPv6)
/// @param idle how long a connection may be silent
/// @param message how long one message may take from its first octet
/// @param inFlight requests of one connection that may wait for a later answer; then no more are
///     read
/// @param backlogOctets answers waiting for a client from which on nothing more is read from it
/// @param stall how long a client with waiting answers may read nothing
/// @param memoryOctets what all connections together may hold, unread or unsent
public record TcpSettings(
    int connections,
    int perClient,
    Duration idle,
    Duration message,
    int inFlight,
    int backlogOctets,
    Duration stall,
    long memoryOctets) {
  /// The documented defaults.
  public static final TcpSettings DEFAULTS =
      new TcpSettings(
          1000,
          64,
          Duration.ofSeconds(10),
          Duration.ofSeconds(2),
          32,
          64 << 10,
          Duration.ofSeconds(5),
          64L << 20);

  /// Where no client comes.
  static final TcpSettings NOBODY =
      new TcpSettings(
          1, 1, Duration.ofSeconds(1), Duration.ofSeconds(1), 1, 1, Duration.ofSeconds(1), 1);
}
