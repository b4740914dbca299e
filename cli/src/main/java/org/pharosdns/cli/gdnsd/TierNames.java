package org.pharosdns.cli.gdnsd;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Names in one zone for the tiers behind the first ones, each given once.
final class TierNames {
  private final String zone;
  private final Set<String> used = new HashSet<>();

  /// @param zone absolute, with its final dot
  TierNames(String zone) {
    this.zone = zone;
  }

  /// Returns the owners of the tiers of `owner`: itself, then one for each further tier.
  List<String> of(String owner, List<Tier> tiers) {
    var names = new ArrayList<String>();
    names.add(owner);
    for (var i = 1; i < tiers.size(); i++) {
      var label =
          (tiers.get(i).name().isEmpty() ? "tier" + (i + 1) : tiers.get(i).name())
              .replaceAll("[^A-Za-z0-9-]", "-");
      var first = owner.startsWith("*.") ? "any." + owner.substring(2) : owner;
      var name = owner.equals(zone) ? label + "." + zone : label + "-" + first;
      while (!used.add(name)) {
        name = "x" + name;
      }
      names.add(name);
    }
    return names;
  }
}
