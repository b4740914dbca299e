package org.pharosdns.cli.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.pharosdns.cli.control.MemberStatus;
import org.pharosdns.cli.control.ZoneSummary;
import org.pharosdns.health.monitor.HealthTable;
import org.pharosdns.health.monitor.MonitorStatus;
import org.pharosdns.health.verdict.Verdict;

/// Zones, monitors and members as metrics.
record HealthMetrics(List<ZoneSummary> zones, HealthTable health, List<MemberStatus> members) {
  private static final double[] SECONDS = {
    0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, Double.POSITIVE_INFINITY
  };

  void addTo(Samples samples) {
    addZones(samples);
    addMonitors(samples);
    addMembers(samples);
  }

  private void addZones(Samples samples) {
    var serials = samples.gauge("zone_serial", "Serial of the zone as served.");
    var records = samples.gauge("zone_records", "Records of the zone as served.");
    var live = samples.gauge("zone_live", "Whether the zone's files on disk are what is served.");
    for (var zone : zones) {
      serials.add(zone.serial(), "zone", zone.name());
      records.add(zone.records(), "zone", zone.name());
      live.add(zone.problems().isEmpty() ? 1 : 0, "zone", zone.name());
    }
  }

  private void addMonitors(Samples samples) {
    var verdicts =
        health.statuses().stream()
            .collect(Collectors.groupingBy(MonitorStatus::verdict, Collectors.counting()));
    var monitors = samples.gauge("monitors", "Monitors (check and target) by verdict.");
    for (var verdict : Verdict.values()) {
      monitors.add(verdicts.getOrDefault(verdict, 0L), "verdict", lower(verdict));
    }
    var transitions = 0L;
    var voids = 0L;
    var counts = new long[SECONDS.length];
    var sum = 0.0;
    for (var status : health.statuses()) {
      transitions += status.transitions();
      voids += status.voids();
      var seconds = status.lastTook().toNanos() / 1e9;
      sum += seconds;
      counts[classOf(seconds)]++;
    }
    samples
        .gauge("monitor_transitions", "Changes between up and down of the monitors watched now.")
        .add(transitions);
    samples
        .gauge("monitor_voids", "Probes that said nothing of their target, same monitors.")
        .add(voids);
    samples.histogram(
        "probe_newest_seconds", "How long each monitor's newest probe took.", SECONDS, counts, sum);
  }

  private static int classOf(double seconds) {
    var index = 0;
    while (seconds > SECONDS[index]) {
      index++;
    }
    return index;
  }

  private void addMembers(Samples samples) {
    var answerable = samples.gauge("member_answerable", "Whether the address may be in answers.");
    var forced = samples.gauge("member_forced", "Addresses that an operator holds in a state.");
    var usable = new LinkedHashMap<SteeredName, Integer>();
    for (var member : members) {
      var is = member.ttl() == null ? 0 : 1;
      answerable.add(is, "name", member.name(), "type", member.type(), "address", member.address());
      usable.merge(SteeredName.of(member), is, Integer::sum);
      var state = member.forced();
      if (state != null) {
        forced.add(
            1,
            "name",
            member.name(),
            "type",
            member.type(),
            "address",
            member.address(),
            "state",
            lower(state));
      }
    }
    var names = samples.gauge("name_members_answerable", "Addresses that may be in answers.");
    usable.forEach((name, count) -> names.add(count, "name", name.name(), "type", name.type()));
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
