package org.pharosdns.zone.steer;

import java.time.Duration;

/// The worst times of a check, SEMANTICS 2. Pure; nanoseconds.
final class Detection {
  /// p, the longest that a verdict takes to reach the answers.
  static final long PUBLICATION_NANOS = 250_000_000L;

  private Detection() {}

  /// Returns I(1+j) + τ: the age up to which evidence is fresh.
  static long freshNanos(CheckTiming timing) {
    return jittered(timing.interval(), timing.jitter()) + timing.timeout().toNanos();
  }

  /// Returns D, the worst time from a death to the first answer without the member.
  ///
  /// @param omitted whether the first failed probe is enough, because suspects are left out
  static long nanos(CheckTiming timing, boolean omitted) {
    var first = freshNanos(timing) + PUBLICATION_NANOS;
    if (omitted) {
      return first;
    }
    var retry = Math.max(jittered(timing.fast(), timing.jitter()), timing.timeout().toNanos());
    return first + (timing.fall() - 1) * retry;
  }

  /// Returns r·I(1+j) + τ + p: the worst time from a recovery to the first answer with the member.
  static long recoveryNanos(CheckTiming timing) {
    return timing.rise() * jittered(timing.interval(), timing.jitter())
        + timing.timeout().toNanos()
        + PUBLICATION_NANOS;
  }

  private static long jittered(Duration interval, double jitter) {
    return Math.round(interval.toNanos() * (1 + jitter));
  }
}
