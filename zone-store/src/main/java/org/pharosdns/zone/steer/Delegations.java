package org.pharosdns.zone.steer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
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

  /// A name that a zone is delegated to.
  ///
  /// @param zone that it serves
  record Nameserver(DnsName host, DnsName zone) {}

  private final Map<DnsName, Nameserver> nameservers = new HashMap<>();
  private final Set<DnsName> cuts = new HashSet<>();
  private final DnsName apex;

  Delegations(ZoneRecords records, DnsName apex) {
    this.apex = apex;
    records.forEachOwner(
        rrsets -> {
          for (var rrset : rrsets) {
            if (rrset.type() == NS) {
              rrset.rdata().forEach(rdata -> add(DnsName.ofWire(rdata, 0), rrset.owner()));
              if (!rrset.owner().equals(apex)) {
                cuts.add(rrset.owner());
              }
            }
          }
        });
    for (var nameserver : List.copyOf(nameservers.values())) {
      var wildcard = records.wildcardFor(nameserver.host, apex);
      if (wildcard != null && cutAbove(nameserver.host) == null) {
        nameservers.putIfAbsent(wildcard, nameserver);
      }
    }
  }

  private void add(DnsName host, DnsName zone) {
    nameservers.put(host, new Nameserver(host, zone));
  }

  /// Returns the nameserver whose addresses are those of `name`, or null: the name itself, or what
  /// this wildcard answers for.
  @Nullable Nameserver nameserver(DnsName name) {
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
