package org.pharosdns.cli.zones;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
/// are not loaded, and no change may bring one beyond it. Warns when more probes are due than may
/// start.
public final class MonitorLimit {
  private static final double SECOND = 1e9;

  private final LimitsSection limits;
  private final Set<Monitor> monitors = new HashSet<>();
  private double starts;

  private MonitorLimit(LimitsSection limits) {
    this.limits = limits;
  }

  /// Takes the data away from zones beyond the limit and says why in their problems.
  public static void enforce(LimitsSection limits, Map<DnsName, ZoneData.Read> reads) {
    var limit = new MonitorLimit(limits);
    reads.replaceAll((apex, read) -> ZoneReading.alone(read.source(), () -> limit.admit(read)));
  }

  /// Returns why a zone may not become what a change makes of it; nothing when it may. Other zones
  /// are looked at only where this one would need a monitor that it did not have.
  ///
  /// @param zones in force
  /// @param before the zone before the change; null for one that is new
  public static Optional<Problem> refusal(
      ZonesInForce zones, @Nullable ZoneData before, ZoneData after) {
    if (!after.isSteered() || (before != null && isBesideSteering(before, after))) {
      return Optional.empty();
    }
    var needed = monitors(after);
    if (before != null && before.isSteered() && monitors(before).containsAll(needed)) {
      return Optional.empty();
    }
    var limits = zones.configuration().limits();
    zones.data().values().stream()
        .filter(zone -> !zone.apex().equals(after.apex()) && zone.isSteered())
        .forEach(zone -> needed.addAll(monitors(zone)));
    return needed.size() > limits.monitors()
        ? Optional.of(beyond(limits, needed.size(), after))
        : Optional.empty();
  }

  /// Whether a zone was made of another by changes at owners that steering has nothing to do with.
  private static boolean isBesideSteering(ZoneData before, ZoneData after) {
    var changed = after.contents().changesSince(before.contents());
    if (changed == null || !after.steering().equals(before.steering())) {
      return false;
    }
    var owners = new HashSet<DnsName>();
    changed.forEach(each -> owners.add(each.owner()));
    return after.steering().steering().names().stream()
        .noneMatch(
            name ->
                owners.contains(name.owner())
                    || name.otherTiers().stream().anyMatch(owners::contains));
  }

  private static Problem beyond(LimitsSection limits, int needed, ZoneData zone) {
    return Problem.error(
            zone.steering().steering().file(),
            0,
            0,
            "%d monitors would be needed with this zone, and %d are allowed"
                .formatted(needed, limits.monitors()))
        .withHint("[limits] monitors");
  }

  /// What was said of a zone in an earlier reading counts no more.
  private ZoneData.Read admit(ZoneData.Read known) {
    var data = known.data();
    if (data == null || !data.isSteered()) {
      return known;
    }
    var read = data.asRead();
    var added = monitors(data);
    added.removeIf(monitors::contains);
    var all = monitors.size() + added.size();
    if (all > limits.monitors()) {
      return read.with(null, List.of(beyond(limits, all, data)));
    }
    monitors.addAll(added);
    var before = starts;
    starts += starts(added);
    if (before <= limits.probeStartsPerSecond() && starts > limits.probeStartsPerSecond()) {
      return read.with(
          data,
          List.of(
              Problem.warning(
                      data.steering().steering().file(),
                      0,
                      0,
                      "%.0f probes are due each second with this zone, and %d may start: they will be late"
                          .formatted(starts, limits.probeStartsPerSecond()))
                  .withHint("[limits] probe_starts_per_second, or longer intervals")));
    }
    return read;
  }

  private static Set<Monitor> monitors(ZoneData data) {
    var all = new HashSet<Monitor>();
    var plan =
        SteeringPlan.of(
            data.steering().steering(), ZoneRecords.of(data.contents()), data.contents().room());
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
}
