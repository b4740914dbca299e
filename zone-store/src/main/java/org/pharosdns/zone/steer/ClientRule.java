package org.pharosdns.zone.steer;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  /// Returns whom it is for as one text without white space, the same in whatever order the file
  /// names them: `10.0.0.0/8,continent:EU`.
  public String clients() {
    return Stream.concat(
            subnets.stream().distinct().sorted().map(Prefix::toString),
            regions.stream().distinct().sorted())
        .collect(Collectors.joining(","));
  }
}
