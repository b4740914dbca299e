package org.pharosdns.health.monitor;

import java.time.Duration;
import org.pharosdns.health.check.ProbeResult;
import org.pharosdns.health.check.Timing;

/// Knows when the process did not run, for it was stopped, suspended, or starved of processors.
/// What fails meanwhile says nothing about the target. What passes does: its answer came.
final class StandStill {
  /// Waking later than planned by this much is not the ordinary unpunctuality of a busy machine.
  private static final long NOTICEABLE = Duration.ofMillis(250).toNanos();

  private long fromNanos = Evidence.NEVER;
  private long toNanos = Evidence.NEVER;

  /// Takes note of a sleep or of a piece of work, and returns whether the process stood still.
  ///
  /// @param plannedNanos when it should have ended at the latest
  boolean woke(long plannedNanos, long nowNanos) {
    if (nowNanos - plannedNanos <= NOTICEABLE) {
      return false;
    }
    fromNanos = plannedNanos;
    toNanos = nowNanos;
    return true;
  }

  /// Returns the result, or a void one in its place.
  ///
  /// @param plannedNanos when the probe should have begun
  ProbeResult judge(ProbeResult result, Timing timing, long plannedNanos, long startNanos) {
    if (result.kind() != ProbeResult.Kind.FAIL) {
      return result;
    }
    // What was to be cleared away behind the probe is none of its time.
    long endNanos = startNanos + result.took().toNanos();
    boolean stoodStill = startNanos < toNanos && endNanos > fromNanos;
    boolean overran = endNanos - startNanos > timing.timeout().toNanos() + NOTICEABLE;
    if (stoodStill || overran) {
      return ProbeResult.none("stopped", result.took());
    }
    return startNanos - plannedNanos > timing.interval().toNanos()
        ? ProbeResult.none("late", result.took())
        : result;
  }
}
