package org.pharosdns.health.monitor;

/// When a monitor last passed and last failed: monotonic starts of those probes, live. Written by
/// the health thread, read by anyone without a lock.
///
/// Ages (`now - lastOkNanos()`) may be computed without looking for {@link #NEVER} and {@link
/// #ALWAYS}: both are so far from any time that the age is immense, and so far from the ends of a
/// long that nothing overflows.
public interface Evidence {
  /// The value of a time that never was.
  long NEVER = Long.MIN_VALUE / 2;

  /// The value of a time that is always now: the evidence of the constant checks.
  long ALWAYS = Long.MAX_VALUE / 2;

  /// Returns the start of the newest probe that passed, in nanoseconds, or {@link #NEVER}.
  long lastOkNanos();

  /// Returns the start of the newest probe that failed, in nanoseconds, or {@link #NEVER}.
  long lastFailNanos();

  /// Returns from when the age of the saved verdict counts that it began with, in nanoseconds, or
  /// {@link #NEVER}. No pass: it gives no lease.
  long seededNanos();
}
