package org.pharosdns.zone.serve;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pharosdns.dns.server.AnswerSource;
import org.pharosdns.dns.wire.DnsName;

/// The zones in force: many readers, each with {@link #answers} of its own, writers one after the
/// other.
///
/// A reader sees the snapshot before a change or the one after it, never a mixture.
public final class ZoneStore implements AnswerSource {
  private final Map<DnsName, ServedZone> zones = new HashMap<>();
  private volatile Snapshot snapshot = Snapshot.of(List.of());

  @Override
  public Answers answers() {
    return new Lookup(this);
  }

  /// Returns what is served now. The only volatile read in the life of a query.
  Snapshot current() {
    return snapshot;
  }

  /// Serves exactly `replacement` from now on.
  public synchronized void publish(Collection<ServedZone> replacement) {
    zones.clear();
    for (var served : replacement) {
      zones.put(served.zone().apex(), served);
    }
    snapshot = Snapshot.of(zones.values());
  }

  /// Serves `some` zones from now on, each in the place of the one of its name; the others stay.
  public synchronized void replace(Collection<ServedZone> some) {
    for (var served : some) {
      zones.put(served.zone().apex(), served);
    }
    snapshot = Snapshot.of(zones.values());
  }
}
