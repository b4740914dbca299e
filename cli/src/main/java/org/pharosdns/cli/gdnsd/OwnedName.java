package org.pharosdns.cli.gdnsd;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// A name of a zone that a resource answers.
///
/// @param tiers that of the name itself first
/// @param orders indexes of the tiers that some clients get, one list for each kind of client
/// @param isSteered whether it stands in the steering file
record OwnedName(List<OwnedTier> tiers, List<List<Integer>> orders, boolean isSteered) {
  /// One member of one of the tiers.
  record Place(OwnedTier tier, Tier.Member member) {}

  OwnedName {
    tiers = List.copyOf(tiers);
    orders = List.copyOf(orders);
  }

  String owner() {
    return tiers.getFirst().owner();
  }

  /// Whether somebody is left without an address of a family when these members are gone.
  boolean isEmptyWithout(Predicate<Place> gone) {
    return orders.stream()
        .anyMatch(order -> isEmpty(order, "A", gone) || isEmpty(order, "AAAA", gone));
  }

  private boolean isEmpty(List<Integer> order, String family, Predicate<Place> gone) {
    var places =
        order.stream()
            .map(tiers::get)
            .flatMap(tier -> tier.tier().members().stream().map(each -> new Place(tier, each)))
            .filter(place -> Set.of(family, "CNAME").contains(place.member().type()))
            .toList();
    return !places.isEmpty() && places.stream().allMatch(gone);
  }
}
