package org.pharosdns.health.monitor;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pharosdns.health.verdict.Verdict;

/// The health of all monitors at one moment. Immutable.
///
/// The index is shared by all tables between two changes of the watched set, so that a new table
/// costs one array.
public final class HealthTable {
  /// The table of no monitors.
  public static final HealthTable EMPTY = new HealthTable(Map.of(), new MonitorStatus[0]);

  private final Map<Monitor, Integer> index;
  private final List<MonitorStatus> statuses;

  /// Takes over both arguments: nobody may change them any more.
  HealthTable(Map<Monitor, Integer> index, MonitorStatus[] statuses) {
    this.index = index;
    this.statuses = Collections.unmodifiableList(Arrays.asList(statuses));
  }

  /// Returns what is known of a monitor, or null if it is not watched.
  public @Nullable MonitorStatus status(Monitor monitor) {
    Integer position = index.get(monitor);
    return position == null ? null : statuses.get(position);
  }

  /// Returns the verdict on a monitor; unknown if it is not watched.
  public Verdict verdict(Monitor monitor) {
    MonitorStatus status = status(monitor);
    return status == null ? Verdict.UNKNOWN : status.verdict();
  }

  /// Returns every watched monitor's status.
  public List<MonitorStatus> statuses() {
    return statuses;
  }
}
