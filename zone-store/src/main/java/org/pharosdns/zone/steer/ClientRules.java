package org.pharosdns.zone.steer;

import java.util.Arrays;
import java.util.List;

/// Which compiled steering answers which client: one per rule, each with its own order of tiers.
final class ClientRules {
  /// All clients are alike.
  static final ClientRules NONE = new ClientRules(RuleTable.EMPTY, new CompiledSteering[0]);

  private final RuleTable table;
  private final CompiledSteering[] byRule;

  /// @param byRule in the order of the rules that the table numbers
  ClientRules(RuleTable table, CompiledSteering[] byRule) {
    this.table = table;
    this.byRule = byRule;
  }

  boolean isPresent() {
    return byRule.length > 0;
  }

  /// Returns what answers the client of the evaluation, `byDefault` where no rule is about it.
  CompiledSteering find(CompiledSteering byDefault, Evaluation evaluation) {
    var rule = table.find(evaluation.client, evaluation);
    return rule == PrefixTable.NONE ? byDefault : byRule[rule];
  }

  /// Returns the number of the rule behind a compiled steering, from 1; 0 for none.
  int number(CompiledSteering steering) {
    return Arrays.asList(byRule).indexOf(steering) + 1;
  }

  /// Returns what answers the clients of each rule.
  List<CompiledSteering> byRule() {
    return List.of(byRule);
  }

  /// Whether some clients have no tier left, by the verdicts alone.
  boolean anyHasNoTier(long nowNanos) {
    for (var steering : byRule) {
      if (steering.hasNoTier(nowNanos)) {
        return true;
      }
    }
    return false;
  }
}
