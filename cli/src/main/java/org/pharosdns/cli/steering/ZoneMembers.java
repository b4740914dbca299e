package org.pharosdns.cli.steering;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.config.SteeringFile;
import org.pharosdns.cli.zones.MonitorBinding;
import org.pharosdns.health.monitor.Monitor;
import org.pharosdns.zone.steer.Comeback;
import org.pharosdns.zone.steer.SteeredMember;
import org.pharosdns.zone.steer.SteeringPlan;

/// The members of all steered RRsets of a zone and the monitors that judge them. Immutable.
final class ZoneMembers {
  private final List<SteeredMember> all;
  private final List<JudgedMember> byNumber;
  private final Map<SteeredMember, Integer> places = new HashMap<>();
  private final Map<Monitor, List<Integer>> judged = new HashMap<>();

  ZoneMembers(SteeringFile file, SteeringPlan plan) {
    all = plan.members();
    byNumber = byNumber(file, plan, all);
    for (var place = 0; place < byNumber.size(); place++) {
      var each = byNumber.get(place);
      places.put(each.member(), place);
      for (var monitor : Set.copyOf(each.judges().monitors())) {
        judged.computeIfAbsent(monitor, any -> new ArrayList<>()).add(place);
      }
    }
  }

  private static List<JudgedMember> byNumber(
      SteeringFile file, SteeringPlan plan, List<SteeredMember> members) {
    var judged = new ArrayList<JudgedMember>();
    var judges = new HashMap<List<Monitor>, Judges>();
    var budgets = plan.budgets();
    for (var member : members) {
      var monitors = MonitorBinding.monitors(file.checks(), member);
      var name = file.steering().find(member.owner());
      var users = plan.usersOf(member.owner(), member.type());
      judged.add(
          new JudgedMember(
              member,
              plan.number(member),
              judges.computeIfAbsent(monitors, Judges::new),
              users.stream().mapToInt(Integer::intValue).toArray(),
              name == null ? Comeback.DEFAULTS : name.comeback(),
              budgets.get(member.owner())));
    }
    judged.sort(Comparator.comparingInt(JudgedMember::number));
    return List.copyOf(judged);
  }

  /// The members in the order of the steering file.
  Collection<SteeredMember> all() {
    return all;
  }

  /// The members by their numbers in the plan.
  List<JudgedMember> byNumber() {
    return byNumber;
  }

  /// Returns where in {@link #byNumber} a member stands, or null.
  @Nullable Integer place(SteeredMember member) {
    return places.get(member);
  }

  /// Every monitor of the zone.
  Set<Monitor> monitors() {
    return Collections.unmodifiableSet(judged.keySet());
  }

  /// Returns where in {@link #byNumber} the members stand that a monitor judges.
  List<Integer> judgedBy(Monitor monitor) {
    return judged.getOrDefault(monitor, List.of());
  }
}
