package org.pharosdns.cli.steering;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.steer.BudgetReport;
import org.pharosdns.zone.steer.CombinedReading;
import org.pharosdns.zone.steer.Comeback;
import org.pharosdns.zone.steer.MemberPast;
import org.pharosdns.zone.steer.MonitorReading;
import org.pharosdns.zone.steer.Standing;
import org.pharosdns.zone.steer.SteeredMember;
import org.pharosdns.zone.steer.ZoneSteering;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the verdicts of a zone's members: flapping, slow starts, and what the log tells of an
/// incident. Under the lock of {@link MonitoredZones}.
final class MemberChanges {
  private static final Logger LOG = LoggerFactory.getLogger(MemberChanges.class);

  private final ZoneSteering steering;
  private final ZoneMemory memory;
  private final Map<DnsName, BudgetReport> budgets;

  /// Incidents that are over and not in the log yet: answers come first.
  private final List<Runnable> untold = new ArrayList<>();

  /// Members whose standing changes by itself.
  private final Set<SteeredMember> moving = new LinkedHashSet<>();

  MemberChanges(ZoneSteering steering, ZoneMemory memory, Map<DnsName, BudgetReport> budgets) {
    this.steering = steering;
    this.memory = memory;
    this.budgets = budgets;
  }

  private Comeback rules(SteeredMember member) {
    var name = steering.find(member.owner());
    return name == null ? Comeback.DEFAULTS : name.comeback();
  }

  /// Returns what the past of a member means now.
  Standing standing(SteeredMember member, long nowNanos) {
    return memory.past(member).standing(rules(member), nowNanos);
  }

  /// Takes note of the verdicts of members.
  void note(Collection<SteeredMember> members, ZoneHealth health) {
    for (var member : members) {
      if (!member.check().names().isEmpty()) {
        note(member, health);
      }
    }
  }

  private void note(SteeredMember member, ZoneHealth health) {
    var rules = rules(member);
    var past = memory.past(member);
    var wasDown = past.isDown();
    var wasUp = past.isUp();
    var wasHeld = past.isHeld(rules, health.nowNanos());
    var state = CombinedReading.state(member.check(), health.readings(member));
    past.note(state, rules, health.nowNanos());
    // Found down from the beginning, it is lost to nobody.
    if (wasUp && past.isDown()) {
      memory.began(incident(member, health));
    }
    if (wasDown && past.isUp()) {
      end(member, health);
    }
    var flap = rules.flap();
    if (flap != null && !wasHeld && past.isHeld(rules, health.nowNanos())) {
      LOG.warn(
          "{} of {} is flapping: more than {} changes within {} s; it is kept down until {} s after"
              + " the last one",
          member.address(),
          member.owner(),
          flap.max(),
          flap.within().toSeconds(),
          flap.hold().toSeconds());
    }
    if (past.isMoving(rules, health.nowNanos())) {
      moving.add(member);
    }
  }

  private void end(SteeredMember member, ZoneHealth health) {
    var incident = memory.ended(member);
    if (incident != null) {
      var exposedNanos = memory.exposure(member).untilNanos();
      memory.isOver(incident, exposedNanos, health.now());
      untold.add(() -> tellOfEnd(incident, exposedNanos, health));
    }
  }

  private static void tellOfEnd(Incident incident, long exposedNanos, ZoneHealth health) {
    var report = incident.report(exposedNanos, health.now(), health.nowNanos());
    LOG.info("{} of {} is up again: {}", report.address(), report.name(), Incident.receipt(report));
  }

  private Incident incident(SteeredMember member, ZoneHealth health) {
    var budget = budgets.get(member.owner());
    var reason =
        health.readings(member).stream()
            .filter(reading -> reading.state() == MonitorReading.State.DOWN)
            .map(MonitorReading::reason)
            .findFirst();
    return new Incident(
        member,
        health.lastOkNanos(member),
        health.nowNanos(),
        health.now(),
        reason.orElse("down"),
        budget == null ? null : budget.budget());
  }

  /// Writes to the log what is over since the last time.
  void tell() {
    untold.forEach(Runnable::run);
    untold.clear();
  }

  /// Takes back what a monitor failure made of the members since a moment.
  void takeBack(Collection<SteeredMember> members, ZoneHealth health, long sinceNanos) {
    memory.takeBack(sinceNanos);
    for (var member : members) {
      if (!member.check().names().isEmpty()) {
        var state = CombinedReading.state(member.check(), health.readings(member));
        memory.past(member).takeBack(state, rules(member), sinceNanos);
      }
    }
  }

  /// Returns the members whose standing changes by itself.
  List<SteeredMember> moving() {
    return List.copyOf(moving);
  }

  /// Drops the members that do not move any more, after they were compiled once more.
  void settle(Collection<SteeredMember> members, long nowNanos) {
    for (var member : members) {
      MemberPast past = memory.past(member);
      if (!past.isMoving(rules(member), nowNanos)) {
        moving.remove(member);
        LOG.debug("{} of {} has settled", member.address(), member.owner());
      }
    }
  }
}
