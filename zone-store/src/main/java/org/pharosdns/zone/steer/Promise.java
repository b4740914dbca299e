package org.pharosdns.zone.steer;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The budgets and TTLs of a steered name.
///
/// @param failoverBudget B; null for the default
/// @param recoveryBudget R; null for the default
/// @param strict whether an illegal budget is an error, not a warning
/// @param slack δ: delivery and rounding in caches
/// @param minTtl v_min: a member that cannot get it is left out; whole seconds
/// @param panicTtl of answers that no lease stands behind; whole seconds
/// @param negativeTtl cap of the SOA's TTL when the answer is NODATA; whole seconds
/// @param forcedTtl of members forced up; null for the fresh TTL; whole seconds
public record Promise(
    @Nullable Duration failoverBudget,
    @Nullable Duration recoveryBudget,
    boolean strict,
    Duration slack,
    Duration minTtl,
    Duration panicTtl,
    Duration negativeTtl,
    @Nullable Duration forcedTtl) {
  /// The documented defaults.
  public static final Promise DEFAULTS =
      new Promise(
          null,
          null,
          true,
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(15),
          null);
}
