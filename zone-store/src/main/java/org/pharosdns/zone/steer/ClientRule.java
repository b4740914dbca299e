package org.pharosdns.zone.steer;

import java.util.List;
import org.pharosdns.dns.wire.DnsName;

/// One `[[name.OWNER.rule]]`: which tiers come first for some clients.
///
/// @param subnets whom it is for
/// @param regions whom it is for as well: `continent:EU`, `country:DE`
/// @param tiers in order of preference, at least one
/// @param fenced whether the default tiers do not follow
public record ClientRule(
    List<Prefix> subnets, List<String> regions, List<DnsName> tiers, boolean fenced) {
  /// Copies the lists.
  public ClientRule {
    subnets = List.copyOf(subnets);
    regions = List.copyOf(regions);
    tiers = List.copyOf(tiers);
  }
}
