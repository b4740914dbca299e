package org.pharosdns.zone.serve;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.query.HashedName;

/// All that is served at one moment. Immutable.
///
/// An open-addressing table of zones by the hash of their names; the longest suffix of a name that
/// is in it wins.
final class Snapshot {
  private final @Nullable ServedZone[] zones;
  private final int mostLabels;
  private final boolean large;

  private Snapshot(Collection<ServedZone> zones) {
    var size = Integer.highestOneBit(zones.size() + 1) * 4;
    this.zones = new ServedZone[size];
    var most = 0;
    var anyLarge = false;
    for (var served : zones) {
      add(served);
      most = Math.max(most, served.zone().apexLabels());
      anyLarge |= served.zone().isLarge();
    }
    mostLabels = most;
    large = anyLarge;
  }

  /// Returns a snapshot of `zones`, at most one per name.
  static Snapshot of(Collection<ServedZone> zones) {
    return new Snapshot(zones);
  }

  private void add(ServedZone served) {
    var i = slot(served.zone().apexHash());
    while (zones[i] != null) {
      i = slot(i + 1);
    }
    zones[i] = served;
  }

  private int slot(long hash) {
    return (int) hash & zones.length - 1;
  }

  /// Whether one of the zones is large ({@link org.pharosdns.zone.compile.CompiledZone#isLarge}).
  boolean isLarge() {
    return large;
  }

  /// Whether `name` is the name of a zone.
  boolean isZone(HashedName name) {
    return at(name, 0) != null;
  }

  /// Returns the zone with the longest name that ends `name` without its first `skipped` labels, or
  /// null.
  @Nullable ServedZone find(HashedName name, int skipped) {
    for (var i = Math.max(skipped, name.labels() - mostLabels); i <= name.labels(); i++) {
      var served = at(name, i);
      if (served != null) {
        return served;
      }
    }
    return null;
  }

  /// Returns the zone whose name is suffix `label` of `name`, or null.
  private @Nullable ServedZone at(HashedName name, int label) {
    for (var i = slot(name.hash(label)); ; i = slot(i + 1)) {
      var served = zones[i];
      if (served == null || served.zone().isApex(name, label)) {
        return served;
      }
    }
  }
}
