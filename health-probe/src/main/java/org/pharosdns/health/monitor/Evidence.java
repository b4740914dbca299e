package org.pharosdns.health.monitor;

/// When a monitor last passed and last failed: monotonic starts of those probes, live. Written by
/// the health thread, read by anyone without a lock.
public interface Evidence {
  /// The value of a time that never was.
  long NEVER = Long.MIN_VALUE;

  /// Returns the start of the newest probe that passed, in nanoseconds, or {@link #NEVER}.
  long lastOkNanos();

  /// Returns the start of the newest probe that failed, in nanoseconds, or {@link #NEVER}.
  long lastFailNanos();
}
