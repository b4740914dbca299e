package org.pharosdns.zone.steer;

/// What one monitor says of its target: the verdict of this moment, and the evidence, which stays
/// live.
///
/// @param reason why, for people: `refused`, `timeout`, `status-503`; empty when up
/// @param real whether something is probed; false for the constant checks `up` and `down`, whose
///     evidence is not looked at
public record MonitorReading(State state, String reason, boolean real, ProbeEvidence evidence) {
  /// The verdict.
  public enum State {
    /// No result yet.
    UNKNOWN,
    /// Passing.
    UP,
    /// Up, but its newest probe failed.
    SUSPECT,
    /// Failed often enough.
    DOWN
  }

  /// Returns the reading of a constant check.
  public static MonitorReading constant(boolean up) {
    return new MonitorReading(
        up ? State.UP : State.DOWN, up ? "" : "constant", false, NoEvidence.NONE);
  }

  private enum NoEvidence implements ProbeEvidence {
    NONE;

    @Override
    public long lastOkNanos() {
      return NEVER;
    }

    @Override
    public long lastFailNanos() {
      return NEVER;
    }
  }
}
