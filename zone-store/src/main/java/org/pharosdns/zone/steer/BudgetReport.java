package org.pharosdns.zone.steer;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The budget of a steered name and what it allows. `pharos check` prints it. SEMANTICS 2.
///
/// @param detection D, the worst time from a death to an answer without the member
/// @param smallestBudget the smallest legal B in whole seconds
/// @param leastBudget D + δ + v_min, which B must not be below
/// @param budget B, set or default
/// @param smallestRecovery the smallest legal R in whole seconds
/// @param leastRecovery r·I(1+j) + τ + p + δ + v_min, which R must not be below
/// @param recovery R, set or default; null for none
public record BudgetReport(
    Duration detection,
    Duration smallestBudget,
    Duration leastBudget,
    Duration budget,
    Duration smallestRecovery,
    Duration leastRecovery,
    @Nullable Duration recovery) {
  /// Whether B is legal.
  public boolean isLegal() {
    return budget.compareTo(leastBudget) >= 0;
  }

  /// Whether R is legal or not set.
  public boolean isRecoveryLegal() {
    return recovery == null || recovery.compareTo(leastRecovery) >= 0;
  }
}
