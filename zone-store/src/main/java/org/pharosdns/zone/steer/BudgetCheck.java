package org.pharosdns.zone.steer;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The static check of budgets: whether a promise can be kept at all, before anything runs.
/// SEMANTICS 2.
public final class BudgetCheck {
  private static final Duration DEFAULT_BUDGET = Duration.ofSeconds(60);

  private BudgetCheck() {}

  /// Returns the budget of `name`, or null when no real check stands behind it or its tiers.
  public static @Nullable BudgetReport report(
      ZoneSteering steering, SteeredName name, ZoneRecords records) {
    return of(CheckUses.of(steering, name, records), name.promise(), !name.backup().isEmpty());
  }

  static @Nullable BudgetReport of(List<CheckUse> uses, Promise promise, boolean hasBackup) {
    if (uses.isEmpty()) {
      return null;
    }
    var detection = 0L;
    var back = 0L;
    for (var use : uses) {
      detection = Math.max(detection, use.detectionNanos());
      back = Math.max(back, Detection.recoveryNanos(use.timing()));
    }
    var margin = promise.slack().plus(promise.minTtl());
    var smallest = wholeSeconds(margin.plusNanos(detection));
    var budget = promise.failoverBudget();
    if (budget == null) {
      budget = larger(smallest, DEFAULT_BUDGET);
    }
    var smallestRecovery = wholeSeconds(margin.plusNanos(back));
    var recovery = promise.recoveryBudget();
    if (recovery == null && hasBackup) {
      recovery = larger(smallestRecovery, budget.multipliedBy(2));
    }
    return new BudgetReport(
        Duration.ofNanos(detection),
        smallest,
        margin.plusNanos(detection),
        budget,
        smallestRecovery,
        margin.plusNanos(back),
        recovery);
  }

  private static Duration larger(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static Duration wholeSeconds(Duration duration) {
    return Duration.ofSeconds(duration.plusNanos(999_999_999L).toSeconds());
  }
}
