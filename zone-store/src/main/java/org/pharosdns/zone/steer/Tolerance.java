package org.pharosdns.zone.steer;

/// What a name does when members fail.
///
/// @param onExhausted of the name that was asked; a tier's own is not looked at
/// @param omitsSuspects whether a suspect member is left out when enough others remain
public record Tolerance(
    MinHealthy minHealthy, OnLow onLow, OnExhausted onExhausted, boolean omitsSuspects) {
  /// The documented defaults.
  public static final Tolerance DEFAULTS =
      new Tolerance(new MinHealthy.Count(1), OnLow.SHRINK, OnExhausted.OPEN, true);

  /// What a tier with fewer than `min_healthy` healthy members, but not none, does.
  public enum OnLow {
    /// Answer with those that are left.
    SHRINK,
    /// Leave the answer to the next tier.
    NEXT,
    /// Answer with all, healthy or not.
    OPEN
  }

  /// What a name without any tier left answers.
  public enum OnExhausted {
    /// Every member of the first tier, healthy or not.
    OPEN,
    /// NOERROR with the SOA.
    NODATA
  }
}
