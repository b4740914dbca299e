package org.pharosdns.cli.gdnsd;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What a resource answers, and to whom.
///
/// @param tiers all that may answer, those of the default order first
/// @param datacenters that of each tier; empty where the resource has none
/// @param inOrder how many of the tiers are in the default order
/// @param rules for whom there are other orders
record Answers(List<Tier> tiers, List<String> datacenters, int inOrder, List<Rule> rules) {
  static final Answers NONE = new Answers(List.of(), List.of(), 0, List.of());

  /// An order of tiers of its own for some clients, who get no others.
  ///
  /// @param subnets networks as our rules have them
  /// @param places continents and countries as our rules have them
  /// @param tiers indexes of tiers
  record Rule(List<String> subnets, List<String> places, List<Integer> tiers) {
    Rule {
      subnets = List.copyOf(subnets);
      places = List.copyOf(places);
      tiers = List.copyOf(tiers);
    }
  }

  Answers {
    tiers = List.copyOf(tiers);
    datacenters = List.copyOf(datacenters);
    rules = List.copyOf(rules);
  }

  /// Returns the answers of tiers in one order for everybody.
  static Answers inOrder(List<Tier> tiers) {
    return new Answers(tiers, tiers.stream().map(tier -> "").toList(), tiers.size(), List.of());
  }

  /// Returns the orders that there are: that of everybody else, and those of the rules.
  List<List<Integer>> orders() {
    var orders = new ArrayList<List<Integer>>();
    orders.add(IntStream.range(0, inOrder).boxed().toList());
    rules.forEach(rule -> orders.add(rule.tiers()));
    return orders;
  }

  /// Returns the tiers that everybody gets whom no rule is for.
  List<Tier> byDefault() {
    return tiers.subList(0, inOrder);
  }
}
