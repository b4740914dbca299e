package org.pharosdns.zone.steer;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The budget of a steered name and what it allows: what `pharos check` prints. SEMANTICS 2.
///
/// @param detection D, the worst time from death to an answer without the member
/// @param freshTtlSeconds v_fresh, the TTL while evidence is fresh
/// @param lowestTtlSeconds the lowest TTL before a failing member is left out by its verdict
/// @param smallestBudget the smallest legal B, whole seconds
/// @param budget B, set or default
/// @param smallestRecovery the smallest legal R, whole seconds
/// @param recovery R, set or default; null for none
public record BudgetReport(
    Duration detection,
    int freshTtlSeconds,
    int lowestTtlSeconds,
    Duration smallestBudget,
    Duration budget,
    Duration smallestRecovery,
    @Nullable Duration recovery) {
  /// Whether B is legal.
  public boolean isLegal() {
    return budget.compareTo(smallestBudget) >= 0;
  }

  /// Whether R is legal or not set.
  public boolean isRecoveryLegal() {
    return recovery == null || recovery.compareTo(smallestRecovery) >= 0;
  }
}
