package org.pharosdns.zone.serve;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pharosdns.dns.server.AnswerSource;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.steer.SteeredRRset;

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

  /// Replaces the steered RRsets of the zone `apex`; ignored when it is not served any more.
  public synchronized void steer(DnsName apex, List<SteeredRRset> steered) {
    var served = zones.get(apex);
    if (served != null) {
      zones.put(apex, new ServedZone(served.zone(), steered));
      snapshot = Snapshot.of(zones.values());
    }
  }
}
