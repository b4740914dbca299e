package org.pharosdns.cli.steering;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.pharosdns.cli.control.NameFigures;
import org.pharosdns.zone.steer.CompiledSteering;
import org.pharosdns.zone.steer.Decision;
import org.pharosdns.zone.steer.SteeredMember;

/// How the steered RRsets stand in numbers, for monitoring. Any thread.
public record FigureReport(MonitoredZones zones, LongSupplier nanoTime) {
  /// Returns every steered RRset that its owner has itself, in the order of zones and steering
  /// files.
  public List<NameFigures> all() {
    var now = nanoTime.getAsLong();
    var list = new ArrayList<NameFigures>();
    for (var zone : zones.zones().values()) {
      var steered = zone.steered();
      var health = zones.health(zone);
      for (var index = 0; index < steered.size(); index++) {
        if (zone.plan().isOwn(index)) {
          list.add(figures(zone, index, steered.get(index), health, now));
        }
      }
    }
    return list;
  }

  private static NameFigures figures(
      MonitoredZone zone, int index, CompiledSteering steered, ZoneHealth health, long now) {
    var decisions = new ArrayList<Decision>();
    for (var order : steered.orders()) {
      decisions.add(order.explain(now));
    }
    var members = new ArrayList<NameFigures.Member>();
    for (var member : zone.plan().ownMembers(index)) {
      members.add(figures(zone, member, decisions, health, now));
    }
    var decision = decisions.getFirst();
    return new NameFigures(
        steered.owner(),
        steered.type(),
        NameReport.answers(decision) ? decision.ttlSeconds() : -1,
        steered.isExhausted(now),
        decisions.stream().anyMatch(each -> each.ttlFrom() == Decision.TtlFrom.PANIC),
        !decisions.stream().allMatch(Decision::promiseKept),
        zone.plan().budget(index),
        members);
  }

  private static NameFigures.Member figures(
      MonitoredZone zone,
      SteeredMember member,
      List<Decision> decisions,
      ZoneHealth health,
      long now) {
    return new NameFigures.Member(
        member.address(),
        MemberReport.verdict(health.state(member)),
        isAnswered(decisions, member),
        Math.max(0, MemberReport.exposedNanos(zone.memory().exposure(member), now)),
        MemberReport.forced(health.forced(member)));
  }

  private static boolean isAnswered(List<Decision> decisions, SteeredMember member) {
    for (var decision : decisions) {
      var place = MemberReport.place(decision, member);
      if (place != null && place.isAnswered()) {
        return true;
      }
    }
    return false;
  }
}
