package org.pharosdns.zone.steer;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;

/// An RRset to be steered, before health is known.
///
/// @param tiers all that may answer, the owner's own first
/// @param orders the places in `tiers` of those that answer, in order: by default, then for the
///     clients of each rule
/// @param trickle the place of the tier that gets a share, −1 for none
/// @param budget null when it has no lease
@SuppressWarnings("ArrayRecordComponent") // made once, never compared
record PlannedRRset(
    SteeredName name,
    int type,
    List<PlannedTier> tiers,
    int[][] orders,
    int trickle,
    @Nullable BudgetReport budget,
    RecoveryCap recovery,
    RuleTable rules) {
  static PlannedRRset of(
      SteeredName name,
      int type,
      List<PlannedTier> tiers,
      @Nullable BudgetReport budget,
      RuleTable rules) {
    var orders = new TierOrders(name);
    var places = new ArrayList<int[]>();
    places.add(places(orders.byDefault(), tiers));
    name.rules().forEach(rule -> places.add(places(orders.of(rule), tiers)));
    var trickle = name.trickle();
    return new PlannedRRset(
        name,
        type,
        tiers,
        places.toArray(int[][]::new),
        trickle == null ? -1 : place(trickle.to(), tiers),
        budget,
        RecoveryCap.of(budget, name.promise()),
        rules);
  }

  private static int[] places(List<DnsName> order, List<PlannedTier> tiers) {
    return order.stream().mapToInt(owner -> place(owner, tiers)).filter(i -> i >= 0).toArray();
  }

  private static int place(DnsName owner, List<PlannedTier> tiers) {
    for (var i = 0; i < tiers.size(); i++) {
      if (tiers.get(i).owner().equals(owner)) {
        return i;
      }
    }
    return -1;
  }

  /// Whether another one of the same steering is made of the same records.
  boolean isSame(PlannedRRset other) {
    if (type != other.type || tiers.size() != other.tiers.size()) {
      return false;
    }
    for (var i = 0; i < tiers.size(); i++) {
      if (!tiers.get(i).isSame(other.tiers.get(i))) {
        return false;
      }
    }
    return true;
  }

  /// Returns v_min in seconds.
  int minTtl() {
    return (int) name.promise().minTtl().toSeconds();
  }
}
