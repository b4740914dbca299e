package org.pharosdns.health.monitor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Makes the published table out of the watched monitors. What reads the table needs no lock; what
/// writes it holds the one of {@link HealthMonitors}.
final class StatusBoard {
  private List<Watched> monitors = List.of();
  private Map<Monitor, Integer> index = Map.of();
  private MonitorStatus[] statuses = new MonitorStatus[0];
  private volatile HealthTable table = HealthTable.EMPTY;

  HealthTable table() {
    return table;
  }

  /// Shows these monitors from now on.
  void show(Collection<Watched> watched) {
    monitors = new ArrayList<>(watched);
    index = HashMap.newHashMap(monitors.size());
    statuses = new MonitorStatus[monitors.size()];
    for (int i = 0; i < statuses.length; i++) {
      monitors.get(i).position = i;
      index.put(monitors.get(i).monitor(), i);
    }
    publishAll();
  }

  /// Publishes a table in which these are new and all others as old as they were.
  void publish(List<Watched> changed) {
    for (Watched watched : changed) {
      statuses[watched.position] = watched.status();
    }
    table = new HealthTable(index, statuses.clone());
  }

  /// Publishes a table in which everything is new.
  void publishAll() {
    publish(monitors);
  }
}
