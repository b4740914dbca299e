package org.pharosdns.health.monitor;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pharosdns.health.verdict.Verdict;

/// The health of the monitors that were watched at one moment, each as it was last published: what
/// is read later may be newer, and a change costs no more than the monitors that it is about. Any
/// thread.
public final class HealthTable {
  /// The table of no monitors.
  public static final HealthTable EMPTY = new HealthTable(Map.of());

  private final Map<Monitor, Watched> watched;

  /// @param watched not changed any more by anyone
  HealthTable(Map<Monitor, Watched> watched) {
    this.watched = watched;
  }

  /// Returns what is known of a monitor, or null if it is not watched.
  public @Nullable MonitorStatus status(Monitor monitor) {
    Watched known = watched.get(monitor);
    return known == null ? null : known.status();
  }

  /// Returns the verdict on a monitor; unknown if it is not watched.
  public Verdict verdict(Monitor monitor) {
    MonitorStatus status = status(monitor);
    return status == null ? Verdict.UNKNOWN : status.verdict();
  }

  /// Returns everything that is watched.
  Collection<Watched> watched() {
    return watched.values();
  }

  /// Returns every watched monitor's status.
  public List<MonitorStatus> statuses() {
    return watched.values().stream().map(Watched::status).toList();
  }
}
