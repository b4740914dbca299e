package org.pharosdns.cli.zones;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.config.LimitsSection;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.health.check.ConstantCheck;
import org.pharosdns.health.monitor.Monitor;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.steer.SteeringPlan;
import org.pharosdns.zone.steer.ZoneRecords;

/// Holds all zones together to `[limits] monitors`: those beyond it, in the order of their names,
/// are not loaded. Warns when more probes are due than may start.
final class MonitorLimit {
  private static final double SECOND = 1e9;

  private final LimitsSection limits;
  private final Set<Monitor> monitors = new HashSet<>();
  private double starts;

  private MonitorLimit(LimitsSection limits) {
    this.limits = limits;
  }

  /// Takes the data away from zones beyond the limit and says why in their problems.
  static void enforce(LimitsSection limits, Map<DnsName, ZoneData.Read> reads) {
    var limit = new MonitorLimit(limits);
    reads.replaceAll((apex, read) -> limit.admit(read));
  }

  private ZoneData.Read admit(ZoneData.Read read) {
    var data = read.data();
    if (data == null || data.steering().steering().names().isEmpty()) {
      return read;
    }
    var added = monitors(data);
    added.removeIf(monitors::contains);
    var all = monitors.size() + added.size();
    var file = data.steering().steering().file();
    if (all > limits.monitors()) {
      return with(
          read,
          null,
          Problem.error(
                  file,
                  0,
                  0,
                  "%d monitors would be needed with this zone, and %d are allowed"
                      .formatted(all, limits.monitors()))
              .withHint("[limits] monitors"));
    }
    monitors.addAll(added);
    var before = starts;
    starts += starts(added);
    if (before <= limits.probeStartsPerSecond() && starts > limits.probeStartsPerSecond()) {
      return with(
          read,
          data,
          Problem.warning(
                  file,
                  0,
                  0,
                  "%.0f probes are due each second with this zone, and %d may start: they will be late"
                      .formatted(starts, limits.probeStartsPerSecond()))
              .withHint("[limits] probe_starts_per_second, or longer intervals"));
    }
    return read;
  }

  private static Set<Monitor> monitors(ZoneData data) {
    var all = new HashSet<Monitor>();
    var plan = SteeringPlan.of(data.steering().steering(), ZoneRecords.of(data.contents()));
    for (var member : plan.members()) {
      all.addAll(MonitorBinding.monitors(data.steering().checks(), member));
    }
    all.removeIf(monitor -> monitor.check() instanceof ConstantCheck);
    return all;
  }

  private static double starts(Set<Monitor> monitors) {
    return monitors.stream()
        .mapToDouble(each -> SECOND / each.check().timing().interval().toNanos())
        .sum();
  }

  private static ZoneData.Read with(ZoneData.Read read, @Nullable ZoneData data, Problem problem) {
    var problems = new ArrayList<>(read.problems());
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
    return new ZoneData.Read(read.source(), data, problems);
  }
}
