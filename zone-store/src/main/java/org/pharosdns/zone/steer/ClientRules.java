package org.pharosdns.zone.steer;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/// Which order of tiers answers which client: one per rule.
final class ClientRules {
  /// All clients are alike.
  static final ClientRules NONE = new ClientRules(RuleTable.EMPTY, new TierOrder[0]);

  private final RuleTable table;
  private final TierOrder[] byRule;

  /// @param byRule in the order of the rules that the table numbers
  ClientRules(RuleTable table, TierOrder[] byRule) {
    this.table = table;
    this.byRule = byRule;
  }

  boolean isPresent() {
    return byRule.length > 0;
  }

  /// Returns the order for the client of the evaluation, `byDefault` where no rule is about it.
  TierOrder find(TierOrder byDefault, Evaluation evaluation) {
    var rule = table.find(evaluation.client, evaluation);
    return rule == PrefixTable.NONE ? byDefault : byRule[rule];
  }

  /// Returns the number of the rule behind an order, from 1; 0 for none.
  int number(TierOrder order) {
    return Arrays.asList(byRule).indexOf(order) + 1;
  }

  /// Returns the order of each rule.
  List<TierOrder> byRule() {
    return List.of(byRule);
  }

  /// Whether it is so of the order of some rule.
  boolean any(Predicate<TierOrder> condition) {
    for (var order : byRule) {
      if (condition.test(order)) {
        return true;
      }
    }
    return false;
  }
}
