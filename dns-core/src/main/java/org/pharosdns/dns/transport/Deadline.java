package org.pharosdns.dns.transport;

import java.time.Duration;

/// Points in time of {@link System#nanoTime}.
final class Deadline {
  private Deadline() {}

  /// Returns the nanoseconds until `deadlineNanos`, 0 if it is over.
  static long remaining(long deadlineNanos) {
    return Math.max(0, deadlineNanos - System.nanoTime());
  }

  /// Waits for a thread to end and returns whether it has.
  static boolean ends(Thread thread, long deadlineNanos) {
    try {
      return thread.join(Duration.ofNanos(Math.max(1, remaining(deadlineNanos))));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
