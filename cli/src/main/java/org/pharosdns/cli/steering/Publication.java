package org.pharosdns.cli.steering;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.follow.SteeredSource;
import org.pharosdns.zone.serve.ServedZone;
import org.pharosdns.zone.serve.ZoneStore;
import org.pharosdns.zone.steer.CompiledSteering;

/// The way of what was compiled into the store. Under the lock of {@link MonitoredZones}.
final class Publication {
  private final ZoneStore store;

  /// Whether the store may not have what all zones say.
  private boolean owesAll;

  Publication(ZoneStore store) {
    this.store = store;
  }

  /// Other zones are in force: the store is to have all of them, and no others.
  void begin() {
    owesAll = true;
  }

  /// Publishes the zones of which something was compiled anew, and those that follow them; all
  /// zones where the store may not have what they say.
  ///
  /// @param zones in force, by name
  void show(Map<DnsName, MonitoredZone> zones, Recompiled changed, long nowNanos) {
    var all = owesAll;
    owesAll = true;
    var fresh = follow(zones, changed, nowNanos);
    if (all) {
      store.publish(served(zones));
    } else if (!fresh.isEmpty()) {
      store.replace(fresh);
    }
    owesAll = false;
    zones.values().forEach(MonitoredZone::tellChanges);
  }

  private static List<ServedZone> follow(
      Map<DnsName, MonitoredZone> zones, Recompiled changed, long nowNanos) {
    var fresh = new ArrayList<ServedZone>();
    for (var zone : zones.values()) {
      if (zone.isConcerned(changed)) {
        zone.contain(
            () -> fresh.add(zone.follow(changed, source -> steered(zones, source))), nowNanos);
      }
    }
    return fresh;
  }

  private static @Nullable CompiledSteering steered(
      Map<DnsName, MonitoredZone> zones, SteeredSource source) {
    return Objects.requireNonNull(zones.get(source.apex())).steered(source.index());
  }

  private static List<ServedZone> served(Map<DnsName, MonitoredZone> zones) {
    var all = new ArrayList<ServedZone>();
    for (var zone : zones.values()) {
      var served = zone.served();
      if (served != null) {
        all.add(served);
      }
    }
    return all;
  }
}
