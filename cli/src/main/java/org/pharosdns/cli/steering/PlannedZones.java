package org.pharosdns.cli.steering;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.zones.ZoneData;
import org.pharosdns.cli.zones.ZoneFailure;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.follow.SteeredHosts;
import org.pharosdns.zone.model.Problem;

/// The zones of a server, ready to come into force, as far as they can. One that cannot be planned
/// or compiled holds back no other: the one before it stays, if there is one.
///
/// @param zones by name
/// @param failed by name, why a zone is not the one that was asked for
record PlannedZones(SequencedMap<DnsName, PlannedZone> zones, Map<DnsName, Problem> failed) {
  /// Plans all zones of a server, whose records may follow what is steered in any of them.
  ///
  /// @param ready zones by name; what has not changed is taken from them
  /// @param before the zones in force by name
  static PlannedZones of(
      Collection<ZoneData> zones,
      Map<DnsName, PlannedZone> ready,
      Map<DnsName, PlannedZone> before) {
    var planned = new PlannedZones(new TreeMap<>(), new TreeMap<>());
    for (var data : zones) {
      planned.plan(data, ready.get(data.apex()), before.get(data.apex()));
    }
    while (!planned.compile(before)) {}
    return planned;
  }

  /// Plans one zone that is to come into force beside those that are.
  static PlannedZones ofOne(ZoneData data, Map<DnsName, PlannedZone> before) {
    var planned = new PlannedZones(new TreeMap<>(before), new TreeMap<>());
    planned.plan(data, before.get(data.apex()), before.get(data.apex()));
    if (planned.failed.isEmpty()) {
      planned.compile(data.apex(), planned.hosts(), before);
    }
    return planned;
  }

  private void plan(ZoneData data, @Nullable PlannedZone ready, @Nullable PlannedZone before) {
    PlannedZone zone =
        ZoneFailure.<@Nullable PlannedZone>contain(
            data.source(),
            "plan",
            () -> PlannedZone.of(data, ready),
            problem -> {
              failed.put(data.apex(), problem);
              return before;
            });
    if (zone != null) {
      zones.put(data.apex(), zone);
    }
  }

  private SteeredHosts hosts() {
    return new SteeredHosts(zones.values().stream().map(PlannedZone::targets).toList());
  }

  /// Returns whether all could be compiled. If not, other zones are in the places of those that
  /// could not, and what follows their names is to be compiled again.
  private boolean compile(Map<DnsName, PlannedZone> before) {
    var hosts = hosts();
    var whole = true;
    for (var apex : List.copyOf(zones.keySet())) {
      whole &= compile(apex, hosts, before);
    }
    return whole;
  }

  private boolean compile(DnsName apex, SteeredHosts hosts, Map<DnsName, PlannedZone> before) {
    var zone = zones.get(apex);
    if (zone == null) {
      return true;
    }
    var compiled =
        ZoneFailure.<@Nullable PlannedZone>contain(
            zone.data().source(),
            "compile",
            () -> zone.following(hosts),
            problem -> {
              var old = failed.putIfAbsent(apex, problem) == null ? before.get(apex) : null;
              if (old == null) {
                zones.remove(apex);
              } else {
                zones.put(apex, old);
              }
              return null;
            });
    if (compiled == null) {
      return false;
    }
    zones.put(apex, compiled);
    return true;
  }
}
