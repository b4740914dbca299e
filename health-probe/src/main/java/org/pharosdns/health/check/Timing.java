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
public record Timing(
    Duration interval, Duration timeout, Duration fast, double jitter, int fall, int rise) {
  /// The documented defaults: every 5 s, 2 s, 3 down, 2 up, a tenth of jitter.
  public static final Timing DEFAULTS =
      new Timing(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(5), 0.1, 3, 2);
}
