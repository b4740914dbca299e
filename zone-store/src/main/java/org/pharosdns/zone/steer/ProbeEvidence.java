package org.pharosdns.zone.steer;

/// When a monitor last passed and last failed: monotonic starts of those probes, live. Read by
/// event loops for each answer, so it takes no lock and allocates nothing.
public interface ProbeEvidence {
  /// The value of a time that never was.
  long NEVER = Long.MIN_VALUE;

  /// Returns the start of the newest probe that passed, in nanoseconds, or {@link #NEVER}.
  long lastOkNanos();

  /// Returns the start of the newest probe that failed, in nanoseconds, or {@link #NEVER}.
  long lastFailNanos();

  /// Returns from when the age of the saved verdict counts that the monitor began with, in
  /// nanoseconds, or {@link #NEVER}.
  default long seededNanos() {
    return NEVER;
  }

  /// Returns how long a pass counts at all, in nanoseconds: for feeds their validity, for probes
  /// without end.
  default long validNanos() {
    return Long.MAX_VALUE;
  }
}
