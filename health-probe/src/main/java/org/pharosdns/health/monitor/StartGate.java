package org.pharosdns.health.monitor;

/// Lets so many probes start per second, evenly: at most ten milliseconds' worth at once.
final class StartGate {
  private static final long SECOND = 1_000_000_000L;
  private static final long BURST = 10_000_000L;

  private final long spacingNanos;
  private long opensAtNanos = Long.MIN_VALUE / 2;

  StartGate(int startsPerSecond) {
    spacingNanos = SECOND / startsPerSecond;
  }

  boolean isOpen(long nowNanos) {
    return nowNanos >= opensAtNanos;
  }

  long opensAtNanos() {
    return opensAtNanos;
  }

  void pass(long nowNanos) {
    opensAtNanos = Math.max(opensAtNanos, nowNanos - BURST) + spacingNanos;
  }

  /// Returns how long so many starts take.
  long nanosFor(int starts) {
    return starts * spacingNanos;
  }
}
