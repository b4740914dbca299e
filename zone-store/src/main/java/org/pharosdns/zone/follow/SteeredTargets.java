package org.pharosdns.zone.follow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.steer.Address;
import org.pharosdns.zone.steer.Endpoint;
import org.pharosdns.zone.steer.SteeredTypes;
import org.pharosdns.zone.steer.SteeringPlan;
import org.pharosdns.zone.steer.ZoneRecords;

/// Finds the steered RRsets of a zone that a record leads to, by their index in the plan.
final class SteeredTargets {
  private final DnsName apex;
  private final ZoneRecords records;
  private final SteeringPlan plan;
  private final Map<DnsName, List<Integer>> byOwner = new HashMap<>();
  private final Map<Endpoint, Integer> byAddress = new HashMap<>();

  SteeredTargets(DnsName apex, ZoneRecords records, SteeringPlan plan) {
    this.apex = apex;
    this.records = records;
    this.plan = plan;
    for (var i = 0; i < plan.size(); i++) {
      var index = i;
      if (plan.isOwn(i)) {
        byOwner.computeIfAbsent(plan.owner(i), any -> new ArrayList<>()).add(i);
      }
      plan.addresses(i).forEach(address -> byAddress.putIfAbsent(address, index));
    }
  }

  /// Whether the records of `owner` and `type` are steered.
  boolean steers(DnsName owner, int type) {
    return own(owner).stream().anyMatch(index -> plan.type(index) == type);
  }

  private List<Integer> own(DnsName owner) {
    return byOwner.getOrDefault(owner, List.of());
  }

  /// Returns what is steered at a host; nothing when it has addresses that are not.
  List<Integer> at(DnsName host) {
    var owner = byOwner.containsKey(host) ? host : wildcardOf(host);
    for (int type : SteeredTypes.MEMBERS) {
      if (records.find(owner, type) != null && !steers(owner, type)) {
        return List.of();
      }
    }
    return own(owner);
  }

  /// The wildcard that answers for a name that does not exist; the name itself where there is none.
  private DnsName wildcardOf(DnsName host) {
    if (!exists(host) && host.isAtOrBelow(apex)) {
      for (var at = host; !at.equals(apex); at = at.parent()) {
        var wildcard = at.parent().child("*");
        if (byOwner.containsKey(wildcard)) {
          return wildcard;
        }
        if (exists(at.parent())) {
          break;
        }
      }
    }
    return host;
  }

  private boolean exists(DnsName name) {
    return !records.at(name).isEmpty();
  }

  /// Returns the steered RRset that an address hinted at belongs to, or −1: that of the record's
  /// target where it has such a member, else the first one that has.
  int ofHint(DnsName target, Address address) {
    for (int index : at(target)) {
      if (plan.addresses(index).contains(address)) {
        return index;
      }
    }
    return byAddress.getOrDefault(address, -1);
  }
}
