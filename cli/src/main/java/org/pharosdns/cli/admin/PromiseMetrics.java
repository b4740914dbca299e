package org.pharosdns.cli.admin;

import java.time.Duration;
import java.util.List;
import org.pharosdns.cli.control.NameStatus;

/// How each steered name keeps its failover budget, as metrics.
record PromiseMetrics(List<NameStatus> names) {
  void addTo(Samples samples) {
    var ttls = samples.gauge("name_ttl_seconds", "TTL that would be answered now.");
    var suspended =
        samples.gauge("name_promise_suspended", "Whether the failover budget does not hold now.");
    var exhausted = samples.gauge("name_exhausted", "Whether no tier of the name is left.");
    var panic =
        samples.gauge("name_panic", "Whether the answer has no evidence behind it (panic_ttl).");
    var budgets = samples.gauge("name_budget_seconds", "The failover budget.");
    var detections =
        samples.gauge("name_detection_seconds", "How long a death can go unnoticed at worst.");
    var feasible =
        samples.gauge("name_budget_feasible", "Whether the budgets of the name can be kept.");
    for (var name : names) {
      var labels = new String[] {"name", name.name(), "type", name.type()};
      if (name.ttl() != null) {
        ttls.add(name.ttl(), labels);
      }
      suspended.add(is(name.suspended()), labels);
      exhausted.add(is(name.exhausted()), labels);
      panic.add(is(name.panic()), labels);
      if (name.budget() != null) {
        budgets.add(seconds(name.budget()), labels);
        feasible.add(is(name.budgetFeasible()), labels);
      }
      if (name.detection() != null) {
        detections.add(seconds(name.detection()), labels);
      }
    }
  }

  private static long is(boolean so) {
    return so ? 1 : 0;
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1e3;
  }
}
