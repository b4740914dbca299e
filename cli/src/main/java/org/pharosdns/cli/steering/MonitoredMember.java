package org.pharosdns.cli.steering;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.health.monitor.HealthMonitors;
import org.pharosdns.health.monitor.LiveMonitor;
import org.pharosdns.health.monitor.Monitor;
import org.pharosdns.zone.steer.Comeback;
import org.pharosdns.zone.steer.Exposure;
import org.pharosdns.zone.steer.MemberPast;
import org.pharosdns.zone.steer.SteeredMember;

/// A member of a zone in force with all that follows it, found once: a verdict that thousands of
/// members share must not look each of them up.
final class MonitoredMember {
  private final SteeredMember member;
  private final int number;
  private final List<Monitor> monitors;
  private final int[] users;
  private final Comeback comeback;
  private final MemberMemory memory;
  private volatile @Nullable List<LiveMonitor> live;

  /// @param number in the plan of the zone
  /// @param monitors that judge it, in the order of its checks
  /// @param users the indexes of the steered RRsets that may answer with it
  MonitoredMember(
      SteeredMember member,
      int number,
      List<Monitor> monitors,
      List<Integer> users,
      Comeback comeback,
      ZoneMemory memory) {
    this.member = member;
    this.number = number;
    this.monitors = monitors;
    this.users = users.stream().mapToInt(Integer::intValue).toArray();
    this.comeback = comeback;
    this.memory = memory.member(member);
  }

  SteeredMember member() {
    return member;
  }

  int number() {
    return number;
  }

  /// The monitors that judge it, in the order of its checks.
  List<Monitor> monitors() {
    return monitors;
  }

  /// The indexes of the steered RRsets that may answer with it. Not to be written to.
  int[] users() {
    return users;
  }

  /// What is asked of it when it comes back.
  Comeback comeback() {
    return comeback;
  }

  /// What is remembered of it.
  MemberMemory memory() {
    return memory;
  }

  MemberPast past() {
    return memory.past();
  }

  Exposure exposure() {
    return memory.exposure();
  }

  /// The monitors that judge it, as they are at any moment. Only while its zone is in force.
  List<LiveMonitor> live(HealthMonitors all) {
    var known = live;
    if (known == null) {
      known = monitors.stream().map(all::live).toList();
      live = known;
    }
    return known;
  }
}
