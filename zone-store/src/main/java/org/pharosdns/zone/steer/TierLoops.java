package org.pharosdns.zone.steer;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pharosdns.dns.wire.DnsName;

/// Finds names that are, over their tiers, a tier of themselves.
final class TierLoops {
  private final ZoneSteering steering;

  TierLoops(ZoneSteering steering) {
    this.steering = steering;
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
    var name = steering.find(at);
    var next = name == null ? List.<DnsName>of() : name.otherTiers();
    return next.stream().anyMatch(tier -> visit(tier, start, seen));
  }
}
