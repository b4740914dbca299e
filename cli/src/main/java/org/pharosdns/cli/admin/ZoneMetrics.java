package org.pharosdns.cli.admin;

import org.pharosdns.dns.wire.Rcode;
import org.pharosdns.dns.wire.RcodeName;

/// Zones, their changes, and what was promised of them, as metrics.
record ZoneMetrics(Observed observed) {
  void addTo(Samples samples) {
    var serials = samples.gauge("zone_serial", "Serial of the zone as served.");
    var records = samples.gauge("zone_records", "Records of the zone as served.");
    var live = samples.gauge("zone_live", "Whether the zone's files on disk are what is served.");
    for (var zone : observed.zones()) {
      serials.add(zone.serial(), "zone", zone.name());
      records.add(zone.records(), "zone", zone.name());
      live.add(zone.problems().isEmpty() ? 1 : 0, "zone", zone.name());
    }
    var violations =
        samples.counter(
            "lease_violations", "Answers that caches may keep too long; a bug, must stay 0.");
    observed.leaseViolations().forEach((zone, count) -> violations.add(count, "zone", zone));
    samples
        .counter("reloads", "Reloads made.")
        .add(observed.reloads(true), "result", "clean")
        .add(observed.reloads(false), "result", "problems");
    addUpdates(samples);
  }

  private void addUpdates(Samples samples) {
    var updates = samples.counter("updates", "Dynamic updates (RFC 2136) carried out, by RCODE.");
    for (var rcode = 0; rcode < Rcode.COUNT; rcode++) {
      var made = observed.updates(rcode);
      if (made > 0 || rcode == Rcode.NOERROR || rcode == Rcode.REFUSED) {
        updates.add(made, "rcode", RcodeName.of(rcode));
      }
    }
  }
}
