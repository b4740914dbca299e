package org.pharosdns.zone.steer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;

/// Finds names that are, over their tiers and where aliases among them lead, a tier of themselves.
final class TierLoops {
  private final ZoneSteering steering;
  private final ZoneRecords records;

  TierLoops(ZoneSteering steering, ZoneRecords records) {
    this.steering = steering;
    this.records = records;
  }

  /// Returns whether following `first` leads back to `start`.
  boolean leadsBack(DnsName first, DnsName start) {
    return visit(first, start, new HashSet<>());
  }

  private boolean visit(DnsName at, DnsName start, Set<DnsName> seen) {
    if (at.equals(start)) {
      return true;
    }
    if (!seen.add(at)) {
      return false;
    }
    return next(at).stream().anyMatch(name -> visit(name, start, seen));
  }

  private List<DnsName> next(DnsName at) {
    var next = new ArrayList<DnsName>();
    var name = steering.find(at);
    if (name != null) {
      next.addAll(name.otherTiers());
    }
    var alias = records.find(at, RecordType.CNAME);
    if (alias != null) {
      next.add(DnsName.ofWire(alias.rdata().getFirst(), 0));
    }
    return next;
  }
}
