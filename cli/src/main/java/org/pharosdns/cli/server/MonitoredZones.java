package org.pharosdns.cli.server;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.health.monitor.ForcedStates;
import org.pharosdns.health.monitor.HealthMonitors;
import org.pharosdns.health.monitor.HealthTable;
import org.pharosdns.health.monitor.Monitor;
import org.pharosdns.health.monitor.SavedVerdict;
import org.pharosdns.health.monitor.Subject;
import org.pharosdns.health.monitor.VerdictStore;
import org.pharosdns.zone.serve.ZoneStore;
import org.pharosdns.zone.steer.HealthView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The zones in force, kept true to health and to what the operator forces: the one place where
/// zones and health meet.
///
/// ```
/// verdict changed ─┐
/// state forced ────┼─► compile the steered RRsets concerned ─► ZoneStore: a new snapshot
/// zones read ──────┘         (reads health table, evidence, forced states)
/// ```
///
/// May be used by any thread; one change is made after the other.
final class MonitoredZones {
  static final Logger LOG = LoggerFactory.getLogger(MonitoredZones.class);

  private final ZoneStore store;
  private final HealthMonitors monitors;
  private final ForcedStates forced;
  private final VerdictStore verdicts;
  private final InstantSource wall;
  private final LongSupplier nanoTime;
  private volatile Map<DnsName, MonitoredZone> zones = Map.of();
  private Runnable listener = () -> {};

  MonitoredZones(
      ZoneStore store,
      HealthMonitors monitors,
      ForcedStates forced,
      VerdictStore verdicts,
      InstantSource wall,
      LongSupplier nanoTime) {
    this.store = store;
    this.monitors = monitors;
    this.forced = forced;
    this.verdicts = verdicts;
    this.wall = wall;
    this.nanoTime = nanoTime;
  }

  /// The zones in force by name.
  Map<DnsName, MonitoredZone> zones() {
    return zones;
  }

  /// Runs `listener` now and each time that other zones, or zones with other data, have come into
  /// force.
  synchronized void listen(Runnable listener) {
    this.listener = listener;
    listener.run();
  }

  /// Puts exactly these zones in force. A zone whose data is the same keeps its compiled
  /// form; monitors with the same check and target keep their state, new ones start from saved
  /// verdicts.
  synchronized void replace(Collection<ZoneData> replacement) {
    var now = nanoTime.getAsLong();
    var next = new TreeMap<DnsName, MonitoredZone>();
    for (var data : replacement) {
      var before = zones.get(data.apex());
      next.put(
          data.apex(),
          before != null && before.data().equals(data)
              ? before
              : new MonitoredZone(data, before == null ? now : before.loadedNanos()));
    }
    zones = next;
    var watched =
        next.values().stream()
            .flatMap(zone -> zone.monitors().stream())
            .collect(Collectors.toSet());
    monitors.watch(watched, saved(watched));
    recompile();
    listener.run();
  }

  private Map<Monitor, SavedVerdict> saved(Set<Monitor> watched) {
    try {
      return verdicts.load(watched, wall.instant());
    } catch (IOException e) {
      LOG.warn("starting without saved verdicts: {}", e.getMessage());
      return Map.of();
    }
  }

  /// Compiles what uses one of `changed`, publishes it, and saves the verdicts.
  void healthChanged(HealthTable table, List<Monitor> changed) {
    publish(Set.copyOf(changed));
    try {
      verdicts.save(table, wall.instant());
    } catch (IOException e) {
      LOG.warn("the verdicts could not be saved: {}", e.getMessage());
    }
  }

  private synchronized void publish(Set<Monitor> changed) {
    for (var zone : zones.values()) {
      if (zone.compile(changed, health(zone))) {
        store.steer(zone.data().apex(), zone.served().steered());
      }
    }
  }

  /// Compiles everything, for instance after a forced state began or ended.
  synchronized void recompile() {
    zones.values().forEach(zone -> zone.compile(health(zone)));
    store.publish(zones.values().stream().map(MonitoredZone::served).toList());
  }

  /// Returns the zone that a name belongs to, or null.
  synchronized @Nullable MonitoredZone zoneOf(DnsName name) {
    for (var apex = name; ; apex = apex.parent()) {
      var zone = zones.get(apex);
      if (zone != null || apex.isRoot()) {
        return zone;
      }
    }
  }

  /// Requires that each subject is about a member of a zone in force.
  ///
  /// @throws RefusedException naming every subject that matches nothing
  synchronized void requireMatches(Collection<Subject> subjects) throws RefusedException {
    var problems =
        subjects.stream()
            .filter(
                subject ->
                    zones.values().stream()
                        .flatMap(zone -> zone.members().stream())
                        .noneMatch(member -> What.isAbout(subject, member)))
            .map(subject -> "nothing steered matches \"" + subject + "\"")
            .toList();
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
  }

  /// The health of a zone's members now.
  HealthView health(MonitoredZone zone) {
    return new ZoneHealth(zone, monitors, forced, wall.instant());
  }
}
