package org.pharosdns.cli.steering;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.pharosdns.health.check.ConstantCheck;
import org.pharosdns.health.monitor.Monitor;
import org.pharosdns.zone.model.RRsetKey;

/// Since when each member of a zone is watched, from when on `initial_deadline` counts, and which
/// steered RRsets have waited for first results since they came. Any thread.
final class WatchTimes {
  private final long[] nanos;
  private final Map<RRsetKey, Long> starting;

  private WatchTimes(long[] nanos, Map<RRsetKey, Long> starting) {
    this.nanos = nanos;
    this.starting = starting;
  }

  /// What was watched before keeps its time, and an RRset that was steered before does not wait.
  ///
  /// @param steered the RRsets that are steered
  /// @param before the zone before a reload, or null
  /// @param nowNanos when the members are loaded, monotonic
  static WatchTimes of(
      List<MonitoredMember> members,
      List<RRsetKey> steered,
      @Nullable MonitoredZone before,
      long nowNanos) {
    var starting = new ConcurrentHashMap<RRsetKey, Long>();
    for (var key : steered) {
      if (before == null || before.plan().index(key.owner(), key.type()) == null) {
        starting.put(key, nowNanos);
      } else {
        var since = before.startingSince(key.owner(), key.type());
        var known = before.steered(key.owner(), key.type());
        if (since != null && (known == null || known.isHeld(nowNanos))) {
          starting.put(key, since);
        }
      }
    }
    return new WatchTimes(times(members, before, nowNanos), starting);
  }

  /// @param members by their numbers
  private static long[] times(
      List<MonitoredMember> members, @Nullable MonitoredZone before, long nowNanos) {
    Map<MemberMemory, MonitoredMember> known = new HashMap<>();
    if (before != null) {
      before.monitoredMembers().forEach(each -> known.put(each.memory(), each));
    }
    return members.stream()
        .mapToLong(
            member -> {
              var same = known.get(member.memory());
              return before == null || same == null || beginsAnew(member, same)
                  ? nowNanos
                  : before.watchedNanos(same.number());
            })
        .toArray();
  }

  /// Whether too few of the monitors that a member must pass watched it before. One that was up
  /// begins anew with any other monitor: without a result of that it might be out.
  private static boolean beginsAnew(MonitoredMember member, MonitoredMember before) {
    var needed = before.past().isUp() ? member.monitors().size() : member.member().check().needed();
    return member.monitors().stream().filter(each -> isKnown(each, before)).count() < needed;
  }

  private static boolean isKnown(Monitor monitor, MonitoredMember before) {
    return before.monitors().contains(monitor) || monitor.check() instanceof ConstantCheck;
  }

  /// Since when the member with that number is watched, monotonic.
  long nanos(int number) {
    return nanos[number];
  }

  /// Returns when a steered RRset came that has waited since then; null for any other.
  @Nullable Long startingSince(RRsetKey key) {
    return starting.get(key);
  }

  /// Takes note that a steered RRset waits no longer.
  void begins(RRsetKey key) {
    starting.remove(key);
  }
}
