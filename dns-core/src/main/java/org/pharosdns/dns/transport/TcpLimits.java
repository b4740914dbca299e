package org.pharosdns.dns.transport;

/// The deadlines of a TCP connection, in nanoseconds, and its backlog.
///
/// @param idleNanos without a message that is answered and with nothing to send
/// @param crowdedIdleNanos the same while more than three quarters of all connections are in use
/// @param messageNanos from the first octet of a message to its last; messages that get no answer
///     have it together
/// @param stallNanos with answers to send of which the client reads nothing
/// @param inFlight requests that may wait for a later answer
/// @param backlogOctets answers waiting for the client from which on nothing more is read from it
record TcpLimits(
    long idleNanos,
    long crowdedIdleNanos,
    long messageNanos,
    long stallNanos,
    int inFlight,
    int backlogOctets) {
  /// Returns the limits of `settings`: a crowded server waits a fifth of the idle time.
  static TcpLimits of(TcpSettings settings) {
    var idle = settings.idle().toNanos();
    return new TcpLimits(
        idle,
        idle / 5,
        settings.message().toNanos(),
        settings.stall().toNanos(),
        settings.inFlight(),
        settings.backlogOctets());
  }

  /// How often a connection looks at its deadlines at least, so that one that has come nearer is
  /// not missed.
  long glanceNanos() {
    return Math.max(
        1_000_000, Math.min(Math.min(idleNanos / 10, messageNanos / 2), stallNanos / 2));
  }
}
