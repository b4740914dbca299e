package org.pharosdns.zone.steer;

import org.jspecify.annotations.Nullable;

/// The static check of budgets: whether a promise can be kept at all, before anything runs.
public final class BudgetCheck {
  private BudgetCheck() {}

  /// Returns the budget of `name`, or null when no real check stands behind it or its tiers.
  public static @Nullable BudgetReport report(
      ZoneSteering steering, SteeredName name, ZoneRecords records) {
    throw new UnsupportedOperationException();
  }
}
