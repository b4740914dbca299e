package org.pharosdns.cli.steering;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.health.monitor.Monitor;
import org.pharosdns.zone.steer.BudgetReport;
import org.pharosdns.zone.steer.Comeback;
import org.pharosdns.zone.steer.Exposure;
import org.pharosdns.zone.steer.MemberPast;
import org.pharosdns.zone.steer.SteeredMember;

/// A member of a zone in force with all that follows it, found once: a verdict that thousands of
/// members share must not look each of them up.
final class MonitoredMember {
  private final SteeredMember member;
  private final int number;
  private final Judges judges;
  private final int[] users;
  private final Comeback comeback;
  private final @Nullable BudgetReport budget;
  private final MemberMemory memory;

  /// @param number in the plan of the zone
  /// @param users the indexes of the steered RRsets that may answer with it
  /// @param budget of its owner; null for none
  MonitoredMember(
      SteeredMember member,
      int number,
      Judges judges,
      List<Integer> users,
      Comeback comeback,
      @Nullable BudgetReport budget,
      ZoneMemory memory) {
    this(
        member,
        number,
        judges,
        users.stream().mapToInt(Integer::intValue).toArray(),
        comeback,
        budget,
        memory.member(member));
  }

  private MonitoredMember(
      SteeredMember member,
      int number,
      Judges judges,
      int[] users,
      Comeback comeback,
      @Nullable BudgetReport budget,
      MemberMemory memory) {
    this.member = member;
    this.number = number;
    this.judges = judges;
    this.users = users;
    this.comeback = comeback;
    this.budget = budget;
    this.memory = memory;
  }

  /// Returns one that has neither a past nor a consequence.
  MonitoredMember imagined() {
    return new MonitoredMember(
        member, number, judges, users, Comeback.DEFAULTS, budget, new MemberMemory());
  }

  SteeredMember member() {
    return member;
  }

  int number() {
    return number;
  }

  /// The monitors that judge it, in the order of its checks.
  List<Monitor> monitors() {
    return judges.monitors();
  }

  Judges judges() {
    return judges;
  }

  /// The indexes of the steered RRsets that may answer with it. Not to be written to.
  int[] users() {
    return users;
  }

  /// What is asked of it when it comes back.
  Comeback comeback() {
    return comeback;
  }

  /// What its owner promises; null for nothing.
  @Nullable Duration budget() {
    return budget == null ? null : budget.budget();
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
}
