package org.pharosdns.cli.tap;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/// Monotonic moments as time of day. The two clocks are compared once per round, so that a time of
/// day that is set differently counts from then on. One thread compares, any may ask.
final class WallTime {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final InstantSource wall;
  private final LongSupplier nanoTime;
  private volatile long offset;

  WallTime(InstantSource wall, LongSupplier nanoTime) {
    this.wall = wall;
    this.nanoTime = nanoTime;
    compare();
  }

  /// Looks at both clocks.
  void compare() {
    var now = wall.instant();
    offset = now.getEpochSecond() * NANOS_PER_SECOND + now.getNano() - nanoTime.getAsLong();
  }

  /// Returns nanoseconds since 1970 of a monotonic moment.
  long epochNanos(long nanos) {
    return nanos + offset;
  }

  /// Returns whole seconds since 1970 of a number of nanoseconds since then.
  static long seconds(long epochNanos) {
    return Math.floorDiv(epochNanos, NANOS_PER_SECOND);
  }

  /// Returns the nanoseconds within the second, 0 to 999,999,999.
  static int nanosOfSecond(long epochNanos) {
    return (int) Math.floorMod(epochNanos, NANOS_PER_SECOND);
  }
}
