package org.pharosdns.health.monitor;

import org.pharosdns.health.check.ProbeResult;

/// Whether this host sees the world, by what its witnesses say. While none of them is reached, no
/// failure says anything about its target: that is a monitor failure. Has no clock.
final class Sight {
  /// What a round of the witnesses changed.
  enum Change {
    NONE,
    LOST,
    REGAINED
  }

  private long round;
  private boolean lost;
  private long lastGoodNanos;
  private long lostNanos = Evidence.NEVER;
  private long regainedNanos = Evidence.NEVER;

  /// Begins as if a witness was just reached.
  Sight(long nowNanos) {
    lastGoodNanos = nowNanos;
  }

  /// Takes note of a round that began at `startNanos`.
  Change see(boolean reached, long startNanos, long nowNanos) {
    var before = lost;
    lost = !reached;
    if (reached) {
      round++;
      lastGoodNanos = startNanos;
    }
    if (before == lost) {
      return Change.NONE;
    }
    if (lost) {
      lostNanos = nowNanos;
      return Change.LOST;
    }
    regainedNanos = nowNanos;
    return Change.REGAINED;
  }

  /// Whether no witness is reached.
  boolean isLost() {
    return lost;
  }

  /// Returns the result, or a void one in its place when it failed while nothing could be seen.
  ProbeResult judge(ProbeResult result, long startNanos) {
    boolean blind = lost || startNanos - regainedNanos < 0;
    return result.kind() == ProbeResult.Kind.FAIL && blind
        ? ProbeResult.none("monitor-failure", result.took())
        : result;
  }

  /// Counts the rounds that reached a witness.
  long round() {
    return round;
  }

  /// When the last round that reached one began, monotonic.
  long lastGoodNanos() {
    return lastGoodNanos;
  }

  /// How long it lasted until now, nanoseconds.
  long lostForNanos(long nowNanos) {
    return nowNanos - lostNanos;
  }
}
