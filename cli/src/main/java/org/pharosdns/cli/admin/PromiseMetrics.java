package org.pharosdns.cli.admin;

import org.pharosdns.cli.control.Explanation;

/// Whether each steered name keeps its failover budget right now, as metrics.
record PromiseMetrics(Observed observed) {
  void addTo(Samples samples) {
    var ttls = samples.gauge("name_ttl_seconds", "TTL that would be answered now.");
    var suspended =
        samples.gauge("name_promise_suspended", "Whether the failover budget does not hold now.");
    for (var name : SteeredName.all(observed.members())) {
      var explanation = observed.explain(name.name(), name.type());
      var ttl = explanation.ttl();
      if (ttl != null) {
        ttls.add(ttl, "name", name.name(), "type", name.type());
      }
      var promise = explanation.promise();
      if (promise != null) {
        suspended.add(
            promise.state() == Explanation.PromiseState.SUSPENDED ? 1 : 0,
            "name",
            name.name(),
            "type",
            name.type());
      }
    }
  }
}
