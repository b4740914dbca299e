package org.pharosdns.cli.notify;

import java.time.Duration;

/// How an event that did not arrive is tried again: after a pause that doubles each time.
///
/// @param first pause
/// @param longest pause
/// @param tries in all
record Patience(Duration first, Duration longest, int tries) {
  /// A second, two, four, then every minute, for about an hour.
  static final Patience DEFAULT = new Patience(Duration.ofSeconds(1), Duration.ofMinutes(1), 65);

  /// Returns the pause after a number of failures, from 1 on.
  Duration pause(int failures) {
    var doubled = first.multipliedBy(1L << Math.min(failures - 1, 20));
    return doubled.compareTo(longest) < 0 ? doubled : longest;
  }
}
