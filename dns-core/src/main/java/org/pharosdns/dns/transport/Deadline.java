package org.pharosdns.dns.transport;

/// Points in time of {@link System#nanoTime}.
final class Deadline {
  private Deadline() {}

  /// Returns the nanoseconds until `deadlineNanos`, 0 if it is over.
  static long remaining(long deadlineNanos) {
    return Math.max(0, deadlineNanos - System.nanoTime());
  }
}
