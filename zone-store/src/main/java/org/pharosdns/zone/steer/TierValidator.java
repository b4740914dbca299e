package org.pharosdns.zone.steer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.Problem;

/// Holds the tiers that a name leads to, by `backup`, `rule` and `trickle`, against the zone; and
/// its rules against each other.
final class TierValidator {
  private final ZoneSteering steering;
  private final ZoneRecords records;
  private final Delegations delegations;
  private final SteeredName name;
  private final TierLoops loops;
  private final List<Problem> problems = new ArrayList<>();

  private TierValidator(
      ZoneSteering steering,
      ZoneRecords records,
      Delegations delegations,
      TierLoops loops,
      SteeredName name) {
    this.steering = steering;
    this.records = records;
    this.delegations = delegations;
    this.name = name;
    this.loops = loops;
  }

  static List<Problem> problems(
      ZoneSteering steering,
      ZoneRecords records,
      Delegations delegations,
      TierLoops loops,
      SteeredName name) {
    var validator = new TierValidator(steering, records, delegations, loops, name);
    validator.validateList(name.backup(), "backup", false);
    for (var i = 0; i < name.rules().size(); i++) {
      validator.validateList(name.rules().get(i).tiers(), "rule." + i + ".tiers", true);
    }
    var trickle = name.trickle();
    if (trickle != null) {
      validator.validate(trickle.to(), name.places().of("trickle"), false);
    }
    validator.validateRules();
    return validator.problems;
  }

  /// @param ownerAllowed whether the name itself may stand in the list
  private void validateList(List<DnsName> tiers, String key, boolean ownerAllowed) {
    var seen = new HashSet<DnsName>();
    for (var i = 0; i < tiers.size(); i++) {
      var place = name.places().of(key + "." + i);
      if (seen.add(tiers.get(i))) {
        validate(tiers.get(i), place, ownerAllowed);
      } else {
        problems.add(place.error("tier " + shown(tiers.get(i)) + " is named twice"));
      }
    }
  }

  private void validate(DnsName tier, Place place, boolean ownerAllowed) {
    if (ownerAllowed && tier.equals(name.owner())) {
      return;
    }
    if (loops.leadsBack(tier, name.owner())) {
      problems.add(place.error("tiers loop: " + shown(tier) + " leads back to the name itself"));
    } else if (!tier.isAtOrBelow(steering.apex())) {
      problems.add(place.error("tier " + tier + " is not in the zone " + steering.apex()));
    } else if (delegations.cutAbove(tier) != null) {
      problems.add(place.error("tier " + shown(tier) + " is below a zone cut"));
    } else if (records.isWhole(tier)
        && SteeredTypes.MEMBERS.stream().noneMatch(type -> records.find(tier, type) != null)) {
      problems.add(
          place.error("tier " + shown(tier) + " has no A, AAAA or CNAME records in the zone"));
    }
  }

  private void validateRules() {
    Map<Object, Integer> first = new HashMap<>();
    for (var i = 0; i < name.rules().size(); i++) {
      var rule = name.rules().get(i);
      for (var k = 0; k < rule.subnets().size(); k++) {
        requireNew(rule.subnets().get(k), i, "rule." + i + ".subnets." + k, first);
      }
      for (var k = 0; k < rule.regions().size(); k++) {
        requireNew(rule.regions().get(k), i, "rule." + i + ".geo." + k, first);
      }
    }
  }

  private void requireNew(Object whom, int rule, String key, Map<Object, Integer> first) {
    var other = first.putIfAbsent(whom, rule);
    if (other != null && other != rule) {
      problems.add(
          name.places()
              .of(key)
              .error(whom(whom) + " stands in two rules of " + shown(name.owner()))
              .withHint("the first one is rule number " + (other + 1)));
    }
  }

  private static String whom(Object whom) {
    var text = whom.toString();
    return text.substring(text.startsWith("co") ? text.indexOf(':') + 1 : 0);
  }

  private String shown(DnsName tier) {
    return tier.relativeTo(steering.apex());
  }
}
