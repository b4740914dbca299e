package org.pharosdns.zone.follow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.steer.Address;
import org.pharosdns.zone.steer.Endpoint;
import org.pharosdns.zone.steer.SteeredTypes;
import org.pharosdns.zone.steer.SteeringPlan;
import org.pharosdns.zone.steer.ZoneRecords;

/// The steered RRsets of one zone, found by host or address. Made once per load.
public final class SteeredTargets {
  private final DnsName apex;
  private final ZoneRecords records;
  private final SteeringPlan plan;
  private final Map<DnsName, List<Integer>> byOwner = new HashMap<>();
  private final Map<Endpoint, Integer> byAddress = new HashMap<>();

  /// @param apex of the zone that `plan` was made of, with `records`
  public SteeredTargets(DnsName apex, ZoneRecords records, SteeringPlan plan) {
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

  DnsName apex() {
    return apex;
  }

  /// Whether nothing is steered in the zone.
  boolean isEmpty() {
    return byOwner.isEmpty();
  }

  /// Whether the records of `owner` and `type` are steered.
  boolean steers(DnsName owner, int type) {
    return own(owner).stream().anyMatch(index -> plan.type(index) == type);
  }

  private List<Integer> own(DnsName owner) {
    return byOwner.getOrDefault(owner, List.of());
  }

  /// Returns what is steered at a host of the zone; nothing when it has addresses that are not.
  List<SteeredSource> at(DnsName host) {
    if (isEmpty()) {
      return List.of();
    }
    var wildcard = records.wildcardFor(host, apex);
    var owner = wildcard == null ? host : wildcard;
    for (int type : SteeredTypes.MEMBERS) {
      if (records.find(owner, type) != null && !steers(owner, type)) {
        return List.of();
      }
    }
    return own(owner).stream().map(this::source).toList();
  }

  private SteeredSource source(int index) {
    return new SteeredSource(apex, index);
  }

  boolean hasAddress(int index, Address address) {
    return plan.addresses(index).contains(address);
  }

  /// Returns the first steered RRset of the zone that has an address, or null.
  @Nullable SteeredSource withAddress(Address address) {
    var index = byAddress.get(address);
    return index == null ? null : source(index);
  }

  int mostTtlSeconds(int index) {
    return plan.mostTtlSeconds(index);
  }
}
