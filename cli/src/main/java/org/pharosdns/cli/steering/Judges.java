package org.pharosdns.cli.steering;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.health.monitor.HealthMonitors;
import org.pharosdns.health.monitor.LiveMonitor;
import org.pharosdns.health.monitor.Monitor;

/// The monitors that judge a member, in the order of its checks. All members of a zone that the
/// same monitors judge have the same object, so that what these say is read once for thousands.
final class Judges {
  private final List<Monitor> monitors;
  private volatile @Nullable List<LiveMonitor> live;

  Judges(List<Monitor> monitors) {
    this.monitors = monitors;
  }

  List<Monitor> monitors() {
    return monitors;
  }

  /// Whether nobody judges.
  boolean areNone() {
    return monitors.isEmpty();
  }

  /// The monitors as they are at any moment. Only while the zone is in force.
  List<LiveMonitor> live(HealthMonitors all) {
    var known = live;
    if (known == null) {
      known = monitors.stream().map(all::live).toList();
      live = known;
    }
    return known;
  }
}
