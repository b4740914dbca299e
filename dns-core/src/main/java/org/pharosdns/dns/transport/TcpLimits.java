package org.pharosdns.dns.transport;

/// The deadlines of a TCP connection, in nanoseconds, and its backlog.
///
/// @param idleNanos without a message and with nothing to send
/// @param crowdedIdleNanos the same while more than three quarters of all connections are in use
/// @param messageNanos from the first octet of a message to its last
/// @param stallNanos with answers to send of which the client reads nothing
record TcpLimits(long idleNanos, long crowdedIdleNanos, long messageNanos, long stallNanos) {
  /// Answers waiting for the client from which on nothing more is read from it, in octets.
  static final int BACKLOG_OCTETS = 64 << 10;

  /// Returns the limits of `settings`: a crowded server waits a fifth of the idle time, and half of
  /// it for a client that does not read.
  static TcpLimits of(TransportSettings settings) {
    var idle = settings.tcpIdle().toNanos();
    return new TcpLimits(idle, idle / 5, settings.tcpMessage().toNanos(), idle / 2);
  }

  /// How often a connection looks at its deadlines at least, so that one that has come nearer is
  /// not missed.
  long glanceNanos() {
    return Math.max(1_000_000, Math.min(idleNanos / 10, messageNanos / 2));
  }
}
