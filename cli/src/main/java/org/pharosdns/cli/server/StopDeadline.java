package org.pharosdns.cli.server;

import java.time.Duration;
import java.util.function.LongSupplier;

/// The moment by which a stop is over, whatever still hangs.
///
/// @param nanoTime monotonic
record StopDeadline(LongSupplier nanoTime, long endNanos) {
  static StopDeadline in(Duration time, LongSupplier nanoTime) {
    return new StopDeadline(nanoTime, nanoTime.getAsLong() + time.toNanos());
  }

  /// Returns the time that is left when `kept` of it is for others; never negative.
  Duration leftBut(Duration kept) {
    var left = endNanos - nanoTime.getAsLong() - kept.toNanos();
    return Duration.ofNanos(Math.max(0, left));
  }
}
