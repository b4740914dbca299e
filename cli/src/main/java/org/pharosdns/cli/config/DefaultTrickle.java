package org.pharosdns.cli.config;

import java.util.ArrayDeque;
import java.util.HashMap;
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
    // Names that have it from the same place share where it goes.
    var behind = new HashMap<DnsName, Set<DnsName>>();
    return steered.values().stream()
        .map(name -> leadsBack(name, behind) ? name.withoutTrickle() : name)
        .toList();
  }

  private boolean leadsBack(SteeredName name, Map<DnsName, Set<DnsName>> behind) {
    var trickle = name.trickle();
    return trickle != null
        && !name.places().areOwn("trickle")
        && behind.computeIfAbsent(trickle.to(), this::behind).contains(name.owner());
  }

  /// Returns a name and all that it leads to by what stands in entries themselves.
  private Set<DnsName> behind(DnsName first) {
    var seen = new HashSet<DnsName>();
    var open = new ArrayDeque<DnsName>();
    open.push(first);
    while (!open.isEmpty()) {
      var owner = open.pop();
      var name = steered.get(owner);
      if (seen.add(owner) && name != null) {
        own(name).forEach(open::push);
      }
    }
    return seen;
  }

  private static Set<DnsName> own(SteeredName name) {
    var isOwn = name.places().areOwn("trickle");
    return new LinkedHashSet<>((isOwn ? name : name.withoutTrickle()).otherTiers());
  }
}
