package org.pharosdns.zone.steer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;

/// The nameserver names and zone cuts of a zone: what cannot be steered.
///
/// Resolvers keep nameserver addresses and glue in ways of their own; an address that comes and
/// goes there would break the delegation, not balance it.
final class Delegations {
  private static final int NS = 2;

  private final Map<DnsName, DnsName> nameservers = new HashMap<>();
  private final Set<DnsName> cuts = new HashSet<>();
  private final DnsName apex;

  Delegations(ZoneRecords records, DnsName apex) {
    this.apex = apex;
    records.forEachOwner(
        rrsets -> {
          for (var rrset : rrsets) {
            if (rrset.type() == NS) {
              rrset.rdata().forEach(r -> nameservers.put(DnsName.ofWire(r, 0), rrset.owner()));
              if (!rrset.owner().equals(apex)) {
                cuts.add(rrset.owner());
              }
            }
          }
        });
  }

  /// Returns the zone that `name` is a nameserver of, or null.
  @Nullable DnsName servedBy(DnsName name) {
    return nameservers.get(name);
  }

  /// Returns the zone cut at or above `name`, or null.
  @Nullable DnsName cutAbove(DnsName name) {
    for (var at = name; !at.equals(apex) && !at.isRoot(); at = at.parent()) {
      if (cuts.contains(at)) {
        return at;
      }
    }
    return null;
  }
}
