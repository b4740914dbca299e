package org.pharosdns.zone.steer;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pharosdns.zone.model.RRset;

/// Finds the real checks behind a steered name and its tiers.
final class CheckUses {
  private CheckUses() {}

  /// Returns each check once for suspects that are omitted and once for those that are not, where
  /// both occur.
  static List<CheckUse> of(ZoneSteering steering, SteeredName name, ZoneRecords records) {
    var uses = new LinkedHashSet<CheckUse>();
    for (int type : SteeredTypes.answered(name, records)) {
      add(steering, SteeredTypes.answering(name, name.owner(), type, records), uses);
      for (var backup : name.otherTiers()) {
        add(steering, SteeredTypes.answering(name, backup, type, records), uses);
      }
    }
    return List.copyOf(uses);
  }

  private static void add(ZoneSteering steering, @Nullable RRset rrset, Set<CheckUse> uses) {
    var name = rrset == null ? null : steering.find(rrset.owner());
    if (name == null || rrset == null || !name.steers(rrset.type())) {
      return;
    }
    var addresses = rrset.rdata().stream().map(r -> Endpoint.of(rrset.type(), r)).toList();
    var omitted = name.tolerance().omitsSuspects() && Tiers.canSpareOne(name, addresses);
    for (var address : addresses) {
      if (name.weight(address) instanceof Weight.Off) {
        continue;
      }
      for (var check : name.check(address).names()) {
        var timing = steering.timings().get(check);
        if (timing != null) {
          uses.add(new CheckUse(check, timing, omitted));
        }
      }
    }
  }
}
