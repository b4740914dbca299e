package org.pharosdns.cli.steering;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.RRsetKey;

/// When the first monitors of each steered RRset's members were first watched: from then on
/// `initial_deadline` counts. Immutable.
final class LoadTimes {
  private static final Duration LONG_AGO = Duration.ofDays(365);

  private final Map<RRsetKey, Long> nanos = new HashMap<>();
  private final long longAgoNanos;

  /// An RRset that answers is not held again when a reload gives it a new member: it counts as
  /// loaded before any `initial_deadline`, unless none of its members was judged before by as
  /// many monitors as it must pass.
  ///
  /// @param before the zone before a reload, or null
  /// @param nowNanos when the members are loaded, monotonic
  LoadTimes(Collection<MonitoredMember> members, @Nullable MonitoredZone before, long nowNanos) {
    longAgoNanos = nowNanos - LONG_AGO.toNanos();
    for (var each : members) {
      var key = new RRsetKey(each.member().owner(), each.member().type());
      var loaded =
          before != null && before.knows(each) ? loadedNanos(before, key, nowNanos) : nowNanos;
      nanos.merge(key, loaded, Math::min);
    }
  }

  private long loadedNanos(MonitoredZone before, RRsetKey key, long nowNanos) {
    var steered = before.steered(key.owner(), key.type());
    return steered != null && steered.isHeld(nowNanos)
        ? before.loadedNanos(key.owner(), key.type())
        : longAgoNanos;
  }

  /// Whether the members of an RRset were loaded.
  boolean contains(DnsName owner, int type) {
    return nanos.containsKey(new RRsetKey(owner, type));
  }

  /// Returns when an RRset was loaded, monotonic; one without members long ago.
  long nanos(DnsName owner, int type) {
    return nanos.getOrDefault(new RRsetKey(owner, type), longAgoNanos);
  }
}
