package org.pharosdns.cli.steering;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What keeps verdicts from the answers of a zone, and when a tick is to try again: a second later,
/// and after each try that fails twice as late as before, up to a minute. Changed under the lock of
/// {@link MonitoredZones}, read by any thread.
final class Obstacle {
  private static final long FIRST_PAUSE_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long LONGEST_PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

  private volatile @Nullable String text;
  private long pauseNanos = FIRST_PAUSE_NANOS;
  private long dueNanos;

  /// Takes note of a try that failed; one that came early puts off nothing.
  ///
  /// @return whether it failed for another reason than the one before
  boolean isNew(Throwable reason, long nowNanos) {
    if (isDue(nowNanos)) {
      dueNanos = nowNanos + pauseNanos;
      pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
    }
    var before = text;
    var after = reason.toString();
    text = after;
    return !after.equals(before);
  }

  /// Nothing is in the way any more.
  void clear() {
    text = null;
    pauseNanos = FIRST_PAUSE_NANOS;
  }

  /// What is in the way; null for nothing.
  @Nullable String text() {
    return text;
  }

  /// Whether a tick need not wait.
  boolean isDue(long nowNanos) {
    return text == null || nowNanos - dueNanos >= 0;
  }
}
