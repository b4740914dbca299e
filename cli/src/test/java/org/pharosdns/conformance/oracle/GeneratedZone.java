package org.pharosdns.conformance.oracle;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pharosdns.dns.wire.DnsName;

/// A zone made from a seed.
///
/// @param text the master file
/// @param types the types at each owner
/// @param targets names that stand in RDATA
record GeneratedZone(
    DnsName apex, String text, SortedMap<DnsName, List<Integer>> types, List<DnsName> targets) {
  /// Copies the collections.
  GeneratedZone {
    types = new TreeMap<>(Map.copyOf(types));
    targets = List.copyOf(targets);
  }

  /// Whether `name` is at or below a delegation of this zone.
  boolean hasCutAbove(DnsName name) {
    return types.entrySet().stream()
        .anyMatch(
            node ->
                node.getValue().contains(2)
                    && !node.getKey().equals(apex)
                    && name.isAtOrBelow(node.getKey()));
  }

  /// Returns the name of its file: no two zones share one.
  String fileName() {
    var safe = apex.toString().replaceAll("[^A-Za-z0-9.-]", "_");
    return (safe.length() > 60 ? safe.substring(0, 60) + safe.hashCode() : safe) + "zone";
  }
}
