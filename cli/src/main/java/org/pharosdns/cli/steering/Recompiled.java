package org.pharosdns.cli.steering;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.follow.SteeredSource;

/// The steered RRsets that a change compiled anew, by zone. Made and read by one thread.
final class Recompiled implements Predicate<SteeredSource> {
  private final Map<DnsName, BitSet> indexes = new HashMap<>();

  /// Adds RRsets of a zone by their indexes.
  void add(DnsName apex, BitSet some) {
    if (!some.isEmpty()) {
      indexes.put(apex, some);
    }
  }

  boolean isEmpty() {
    return indexes.isEmpty();
  }

  /// Whether any is of that zone.
  boolean concerns(DnsName apex) {
    return indexes.containsKey(apex);
  }

  @Override
  public boolean test(SteeredSource source) {
    var some = indexes.get(source.apex());
    return some != null && some.get(source.index());
  }
}
