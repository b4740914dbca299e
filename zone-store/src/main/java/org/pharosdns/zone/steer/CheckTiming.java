package org.pharosdns.zone.steer;

import java.time.Duration;

/// When a check runs and how many results decide: what a budget depends on.
///
/// @param interval I, from start to start
/// @param timeout τ, total; at most the interval, but for a feed
/// @param fast I_f, the interval after a first failure until the verdict
/// @param jitter j, share of the interval, 0 to 1
/// @param fall f, failures in a row that make it down, at least 1
/// @param rise r, passes in a row that make it up, at least 1
/// @param okRun passes in a row that clear earlier failures, at least 1; more is the `leaky` rule
public record CheckTiming(
    Duration interval,
    Duration timeout,
    Duration fast,
    double jitter,
    int fall,
    int rise,
    int okRun) {
  private static final Duration LOOK = Duration.ofSeconds(1);

  /// A timing by the strict rule: one pass clears all failures.
  public CheckTiming(
      Duration interval, Duration timeout, Duration fast, double jitter, int fall, int rise) {
    this(interval, timeout, fast, jitter, fall, rise, 1);
  }

  /// Returns the rhythm of a feed: a verdict counts for its validity, a file is read every second,
  /// and one verdict decides. So D = validity + 1 s + p.
  public static CheckTiming feed(Duration validity) {
    return new CheckTiming(validity, LOOK, validity, 0, 1, 1);
  }

  /// Whether this is the rhythm of a feed, whose one knob is the validity.
  boolean isFeed() {
    return equals(feed(interval));
  }
}
