package org.pharosdns.zone.steer;

import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;

/// The rules of a name as one look-up: the number of the rule for a client, from 0, or {@link
/// PrefixTable#NONE}. Made once per load.
///
/// What a subnet says goes before what the geo database says of the same prefix, and a country
/// before its continent.
final class RuleTable {
  /// No rules.
  static final RuleTable EMPTY = of(List.of(), GeoNetworks.NONE);

  private final PrefixTable ipv4;
  private final PrefixTable ipv6;

  private RuleTable(PrefixTable ipv4, PrefixTable ipv6) {
    this.ipv4 = ipv4;
    this.ipv6 = ipv6;
  }

  static RuleTable of(List<ClientRule> rules, GeoNetworks geo) {
    var ipv4 = new TreeMap<Prefix, Integer>();
    var ipv6 = new TreeMap<Prefix, Integer>();
    var regions = new HashMap<String, Integer>();
    for (var i = 0; i < rules.size(); i++) {
      for (var subnet : rules.get(i).subnets()) {
        (subnet.isIpv4() ? ipv4 : ipv6).putIfAbsent(subnet, i);
      }
      for (var region : rules.get(i).regions()) {
        regions.putIfAbsent(region, i);
      }
    }
    if (!regions.isEmpty()) {
      for (var network : geo.networks()) {
        var rule = regions.get("country:" + network.country());
        rule = rule == null ? regions.get("continent:" + network.continent()) : rule;
        if (rule != null) {
          (network.prefix().isIpv4() ? ipv4 : ipv6).putIfAbsent(network.prefix(), rule);
        }
      }
    }
    return new RuleTable(new PrefixTable(ipv4), new PrefixTable(ipv6));
  }

  /// Returns the rule for the client and notes for how many others that answer holds.
  int find(ClientNetwork client, Evaluation evaluation) {
    var table = client.isIpv4() ? ipv4 : ipv6;
    var interval = table.find(client);
    evaluation.ruleScope = table.scope(interval, client);
    return table.rule(interval, client);
  }
}
