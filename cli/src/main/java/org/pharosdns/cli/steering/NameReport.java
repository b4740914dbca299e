package org.pharosdns.cli.steering;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.pharosdns.cli.control.NameStatus;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.steer.Decision;

/// How the steered RRsets stand, and whether any answer ever broke a lease. Any thread.
public record NameReport(MonitoredZones zones, LongSupplier nanoTime) {
  /// Returns every steered RRset that its owner has itself, in the order of zones and steering
  /// files.
  public List<NameStatus> all() {
    var now = nanoTime.getAsLong();
    var list = new ArrayList<NameStatus>();
    for (var zone : zones.zones().values()) {
      var steered = zone.steered();
      for (var index = 0; index < steered.size(); index++) {
        if (zone.plan().isOwn(index)) {
          list.add(status(zone, index, now));
        }
      }
    }
    return list;
  }

  private static NameStatus status(MonitoredZone zone, int index, long now) {
    var steered = zone.steered().get(index);
    var decision = steered.explain(now);
    var budget = zone.plan().budget(index);
    return new NameStatus(
        steered.owner().toString(),
        RecordType.mnemonic(steered.type()),
        answers(decision) ? (long) decision.ttlSeconds() : null,
        steered.isExhausted(now),
        decision.ttlFrom() == Decision.TtlFrom.PANIC,
        !decision.promiseKept(),
        budget == null ? null : budget.budget(),
        budget == null ? null : budget.detection(),
        budget == null ? null : budget.smallestBudget(),
        budget == null || (budget.isLegal() && budget.isRecoveryLegal()));
  }

  /// Whether an address would be answered.
  static boolean answers(Decision decision) {
    return switch (decision.kind()) {
      case RECORDS, BLOCK, ALIAS -> decision.chosen() >= 0;
      case NODATA, NOT_READY -> false;
    };
  }

  /// Returns by zone how many answers caches may keep longer than the lease of a member allows.
  /// More than 0 is a bug of ours.
  public Map<String, Long> leaseViolations() {
    var violations = new TreeMap<String, Long>();
    zones
        .zones()
        .forEach((apex, zone) -> violations.put(apex.toString(), zone.memory().violations()));
    return violations;
  }
}
