package org.pharosdns.zone.steer;

/// What a name does when members fail.
///
/// @param onExhausted of the name that was asked; a tier's own is not looked at
/// @param onMonitorFailure of the name that was asked
/// @param omitsSuspects whether a suspect member is left out when enough others remain
public record Tolerance(
    MinHealthy minHealthy,
    OnLow onLow,
    OnExhausted onExhausted,
    OnMonitorFailure onMonitorFailure,
    boolean omitsSuspects) {
  /// The documented defaults.
  public static final Tolerance DEFAULTS =
      new Tolerance(
          new MinHealthy.Count(1), OnLow.SHRINK, OnExhausted.OPEN, OnMonitorFailure.FREEZE, true);

  /// What a tier with fewer than `min_healthy` healthy members, but not none, does.
  public enum OnLow {
    /// Answer with those that are left.
    SHRINK,
    /// Leave the answer to the next tier.
    NEXT,
    /// Answer with all, healthy or not.
    OPEN
  }

  /// What a name answers while no witness is reached: this host is cut off, and its probes say
  /// nothing.
  public enum OnMonitorFailure {
    /// What was answered when a witness was last reached.
    FREEZE,
    /// Every member of the first tier.
    OPEN,
    /// NOERROR with the SOA.
    CLOSED
  }

  /// What a name without any tier left answers.
  public enum OnExhausted {
    /// Every member of the first tier, healthy or not.
    OPEN,
    /// NOERROR with the SOA.
    NODATA
  }
}
