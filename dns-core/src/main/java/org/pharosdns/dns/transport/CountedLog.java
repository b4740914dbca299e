package org.pharosdns.dns.transport;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/// A log for what may happen once per packet: ten lines a second of each kind, then a count.
///
/// The count is logged with the first line of that kind after the second is over. Any thread.
final class CountedLog {
  static final int LINES_PER_SECOND = 10;
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final Logger logger;
  private final LongSupplier nanoClock;
  private final Map<String, Second> seconds = new HashMap<>();

  private static final class Second {
    private long start;
    private int lines;
    private long suppressed;
  }

  /// @param nanoClock monotonic nanoseconds
  CountedLog(Logger logger, LongSupplier nanoClock) {
    this.logger = logger;
    this.nanoClock = nanoClock;
  }

  /// Logs a bug. `kind` is the line's text and what is counted.
  void error(String kind, Throwable bug) {
    if (admit(kind)) {
      logger.error(kind, bug);
    }
  }

  /// Logs a broken environment. `kind` is the line's text and what is counted.
  void warn(String kind, String detail) {
    if (admit(kind)) {
      logger.warn(kind + ": {}", detail);
    }
  }

  private synchronized boolean admit(String kind) {
    var now = nanoClock.getAsLong();
    var second = seconds.computeIfAbsent(kind, _ -> new Second());
    if (second.lines == 0 || now - second.start >= SECOND_NANOS) {
      if (second.suppressed > 0) {
        logger.warn(kind + ": {} more", second.suppressed);
      }
      second.start = now;
      second.lines = 0;
      second.suppressed = 0;
    }
    if (second.lines == LINES_PER_SECOND) {
      second.suppressed++;
      return false;
    }
    second.lines++;
    return true;
  }
}
