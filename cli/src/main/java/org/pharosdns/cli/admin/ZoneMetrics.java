package org.pharosdns.cli.admin;

import java.util.ArrayList;
import java.util.stream.IntStream;
import org.pharosdns.dns.wire.Rcode;
import org.pharosdns.dns.wire.RcodeName;

/// Zones, their changes, and what was promised of them, as metrics. Owned by one thread at a time.
final class ZoneMetrics {
  private static final Family SERIAL = Family.gauge("zone_serial", "Serial of the zone as served.");
  private static final Family RECORDS =
      Family.gauge("zone_records", "Records of the zone as served.");
  private static final Family LIVE =
      Family.gauge("zone_live", "Whether the zone's files on disk are what is served.");
  private static final Family VIOLATIONS =
      Family.counter(
          "lease_violations", "Answers that caches may keep too long; a bug, must stay 0.");
  private static final Family RELOADS = Family.counter("reloads", "Reloads made.");
  private static final Family UPDATES =
      Family.counter("updates", "Dynamic updates (RFC 2136) carried out, by RCODE.");

  private static final byte[] CLEAN = LabelText.of("result", "clean");
  private static final byte[] PROBLEMS = LabelText.of("result", "problems");

  /// Labels by RCODE.
  static final byte[][] RCODES =
      IntStream.range(0, Rcode.COUNT)
          .mapToObj(rcode -> LabelText.of("rcode", RcodeName.of(rcode)))
          .toArray(byte[][]::new);

  private final LabelText.Cache<String, byte[]> served = zones();
  private final LabelText.Cache<String, byte[]> promised = zones();

  private static LabelText.Cache<String, byte[]> zones() {
    return new LabelText.Cache<>(String::equals, zone -> LabelText.of("zone", zone));
  }

  void addTo(MetricText text, Observed observed) {
    var zones = observed.zones();
    var labels = served.of(zones.stream().map(zone -> zone.name()).toList());
    for (var i = 0; i < zones.size(); i++) {
      var serial = zones.get(i).serial();
      if (serial != null) {
        text.add(SERIAL, labels.get(i), serial);
      }
    }
    for (var i = 0; i < zones.size(); i++) {
      text.add(RECORDS, labels.get(i), zones.get(i).records());
    }
    for (var i = 0; i < zones.size(); i++) {
      text.add(LIVE, labels.get(i), zones.get(i).problems().isEmpty());
    }
    addViolations(text, observed);
    text.add(RELOADS, CLEAN, observed.reloads(true));
    text.add(RELOADS, PROBLEMS, observed.reloads(false));
    for (var rcode = 0; rcode < Rcode.COUNT; rcode++) {
      var made = observed.updates(rcode);
      if (made > 0 || rcode == Rcode.NOERROR || rcode == Rcode.REFUSED) {
        text.add(UPDATES, RCODES[rcode], made);
      }
    }
  }

  private void addViolations(MetricText text, Observed observed) {
    var violations = observed.leaseViolations();
    var labels = promised.of(new ArrayList<>(violations.keySet())).iterator();
    for (var count : violations.values()) {
      text.add(VIOLATIONS, labels.next(), count);
    }
  }
}
