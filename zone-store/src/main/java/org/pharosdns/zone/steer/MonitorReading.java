package org.pharosdns.zone.steer;

/// What one monitor says of its target: the verdict of this moment, and the evidence, which stays
/// live.
///
/// @param reason why, for people: `refused`, `timeout`, `status-503`; empty when up with all of its
///     weight, unless its newest probe was void
/// @param real whether something is probed; false for the constant checks `up` and `down`, whose
///     evidence is not looked at
/// @param weightPercent the share of its weight that the target asks for, 0 (it drains itself: no
///     new
///     answers) to 100
public record MonitorReading(
    State state, String reason, boolean real, ProbeEvidence evidence, int weightPercent) {
  /// A reading of a target that wants all of its weight.
  public MonitorReading(State state, String reason, boolean real, ProbeEvidence evidence) {
    this(state, reason, real, evidence, 100);
  }

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
