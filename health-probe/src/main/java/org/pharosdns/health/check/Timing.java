package org.pharosdns.health.check;

import java.time.Duration;

/// When a check is run and how many results decide.
///
/// @param interval from start to start
/// @param timeout total, connect to last octet; at most the interval
/// @param fast the interval after a first failure until the verdict
/// @param jitter share of the interval by which each start may be late, 0 to 1
/// @param fall failures in a row that make it down, at least 1
/// @param rise passes in a row that make it up, at least 1
/// @param okRun passes in a row that clear earlier failures, at least 1; more than 1 is the `leaky`
///     rule
public record Timing(
    Duration interval,
    Duration timeout,
    Duration fast,
    double jitter,
    int fall,
    int rise,
    int okRun) {
  /// The documented defaults: every 5 s, 2 s, 3 down, 2 up, a tenth of jitter.
  public static final Timing DEFAULTS =
      new Timing(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(5), 0.1, 3, 2);

  /// Throws IllegalArgumentException for a number outside its range.
  public Timing {
    require(interval.isPositive() && fast.isPositive(), "interval and fast must be positive");
    require(timeout.isPositive() && timeout.compareTo(interval) <= 0, "timeout above the interval");
    require(jitter >= 0 && jitter <= 1, "jitter must be from 0 to 1");
    require(fall >= 1 && rise >= 1 && okRun >= 1, "fall, rise and ok_run must be at least 1");
  }

  /// A timing by the strict rule: one pass clears all failures.
  public Timing(
      Duration interval, Duration timeout, Duration fast, double jitter, int fall, int rise) {
    this(interval, timeout, fast, jitter, fall, rise, 1);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
