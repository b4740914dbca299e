package org.pharosdns.cli.steering;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.health.monitor.Monitor;
import org.pharosdns.zone.steer.Comeback;
import org.pharosdns.zone.steer.Exposure;
import org.pharosdns.zone.steer.MemberPast;
import org.pharosdns.zone.steer.SteeredMember;

/// A member of a zone in force with all that follows it, found once: a verdict that thousands of
/// members share must not look each of them up.
final class MonitoredMember {
  private final JudgedMember planned;
  private final Comeback comeback;
  private final MemberMemory memory;

  MonitoredMember(JudgedMember planned, ZoneMemory memory) {
    this(planned, planned.comeback(), memory.member(planned.member()));
  }

  private MonitoredMember(JudgedMember planned, Comeback comeback, MemberMemory memory) {
    this.planned = planned;
    this.comeback = comeback;
    this.memory = memory;
  }

  /// Returns one that has neither a past nor a consequence.
  MonitoredMember imagined() {
    return new MonitoredMember(planned, Comeback.DEFAULTS, new MemberMemory());
  }

  SteeredMember member() {
    return planned.member();
  }

  int number() {
    return planned.number();
  }

  /// The monitors that judge it, in the order of its checks.
  List<Monitor> monitors() {
    return planned.judges().monitors();
  }

  Judges judges() {
    return planned.judges();
  }

  /// The indexes of the steered RRsets that may answer with it. Not to be written to.
  int[] users() {
    return planned.users();
  }

  /// What is asked of it when it comes back.
  Comeback comeback() {
    return comeback;
  }

  /// What its owner promises; null for nothing.
  @Nullable Duration budget() {
    var budget = planned.budget();
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
