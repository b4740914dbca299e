package org.pharosdns.cli.config;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.steer.SteeredName;

/// A `trickle` that names have from `[defaults]` means nothing to the tier that it goes to, and to
/// the tiers of that: it would lead them to themselves.
///
/// @param steered all names of a file, by owner
record DefaultTrickle(Map<DnsName, SteeredName> steered) {
  /// Returns the names without such trickles.
  List<SteeredName> names() {
    return steered.values().stream()
        .map(name -> leadsBack(name) ? name.withoutTrickle() : name)
        .toList();
  }

  private boolean leadsBack(SteeredName name) {
    var trickle = name.trickle();
    return trickle != null
        && !name.places().areOwn("trickle")
        && behind(trickle.to(), new HashSet<>()).contains(name.owner());
  }

  /// Returns a name and all that it leads to by what stands in entries themselves.
  private Set<DnsName> behind(DnsName owner, Set<DnsName> seen) {
    var name = steered.get(owner);
    if (seen.add(owner) && name != null) {
      own(name).forEach(tier -> behind(tier, seen));
    }
    return seen;
  }

  private static Set<DnsName> own(SteeredName name) {
    var isOwn = name.places().areOwn("trickle");
    return new LinkedHashSet<>((isOwn ? name : name.withoutTrickle()).otherTiers());
  }
}
