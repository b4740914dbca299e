package org.pharosdns.cli.gdnsd;

import java.util.List;
import java.util.Set;

/// Where the tier of a resource stands in a zone.
///
/// @param map that of a resource of geoip; empty for others
/// @param datacenter empty where the resource has none
/// @param owner absolute, with its final dot
/// @param tier with the members that were written
record OwnedTier(
    String plugin, String resource, String map, String datacenter, String owner, Tier tier) {
  /// Returns what gdnsd calls its datacenter in `admin_state`, the most special name first; none
  /// where it has no datacenter.
  List<String> datacenterKeys() {
    if (datacenter.isEmpty()) {
      return List.of();
    }
    var own = "%s/%s/%s".formatted(plugin, resource, datacenter);
    return map.isEmpty()
        ? List.of(own)
        : List.of(own, "%s/%s/%s".formatted(plugin, map, datacenter));
  }

  /// Whether checks choose between the addresses of its datacenter.
  boolean isJudged() {
    return !tier.checks().isEmpty()
        && (tier.members().size() > 1 || !tier.name().equals(datacenter));
  }

  /// Returns what gdnsd calls a member in `admin_state`, once for each service type that judges
  /// it; nothing judges those of the plugin static.
  List<String> memberKeys(Tier.Member member) {
    if (plugin.equals("static")) {
      return List.of();
    }
    var services = tier.checks().isEmpty() ? Set.of("up") : tier.checks();
    return services.stream().map(service -> member.text() + "/" + service).toList();
  }
}
