package org.pharosdns.zone.steer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.pharosdns.zone.model.HeapRoom;

/// The rules of a name as one look-up: the number of the rule for a client, from 0, or {@link
/// PrefixTable#NONE}. Made once per load.
///
/// What a subnet says goes before what the geo database says of the same prefix, and a country
/// before its continent.
final class RuleTable {
  /// No rules.
  static final RuleTable EMPTY = of(List.of(), GeoNetworks.NONE, HeapRoom.OF_JVM);

  /// What one network takes here, and while the table is made.
  private static final long OCTETS_OF_NETWORK = 144;

  private static final int NONE = PrefixTable.NONE;

  private final PrefixTable ipv4;
  private final PrefixTable ipv6;

  private RuleTable(PrefixTable ipv4, PrefixTable ipv6) {
    this.ipv4 = ipv4;
    this.ipv6 = ipv6;
  }

  /// @throws org.pharosdns.zone.model.NoRoomException when the heap has no room for it
  static RuleTable of(List<ClientRule> rules, GeoNetworks geo, HeapRoom room) {
    var ipv4 = new TreeMap<Prefix, Integer>();
    var ipv6 = new TreeMap<Prefix, Integer>();
    var regions = new HashMap<Integer, Integer>();
    for (var i = 0; i < rules.size(); i++) {
      for (var subnet : rules.get(i).subnets()) {
        (subnet.isIpv4() ? ipv4 : ipv6).putIfAbsent(subnet, i);
      }
      for (var region : rules.get(i).regions()) {
        regions.putIfAbsent(GeoRegion.parse(region), i);
      }
    }
    if (!regions.isEmpty()) {
      var placed = IntStream.range(0, geo.size()).filter(i -> rule(regions, geo, i) != NONE);
      room.requireArray(placed.count() * OCTETS_OF_NETWORK);
      for (var i = 0; i < geo.size(); i++) {
        var rule = rule(regions, geo, i);
        if (rule != NONE) {
          var network = geo.prefix(i);
          (network.isIpv4() ? ipv4 : ipv6).putIfAbsent(network, rule);
        }
      }
    }
    return new RuleTable(new PrefixTable(ipv4), new PrefixTable(ipv6));
  }

  private static int rule(Map<Integer, Integer> regions, GeoNetworks geo, int network) {
    var region = geo.region(network);
    var ofContinent = regions.getOrDefault(GeoRegion.continent(region), NONE);
    return regions.getOrDefault(GeoRegion.country(region), ofContinent);
  }

  /// Returns the rule for the client and notes for how many others that answer holds.
  int find(ClientNetwork client, Evaluation evaluation) {
    var table = client.isIpv4() ? ipv4 : ipv6;
    var interval = table.find(client);
    evaluation.ruleScope = table.scope(interval, client);
    return table.rule(interval, client);
  }
}
