package org.pharosdns.cli.steering;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.pharosdns.zone.steer.MonitorReading;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the verdicts of a zone's members: flapping, slow starts, and what the log tells of an
/// incident. Under the lock of {@link MonitoredZones}.
final class MemberChanges {
  private static final Logger LOG = LoggerFactory.getLogger(MemberChanges.class);

  private final ZoneMemory memory;

  /// What is not told yet: answers come first.
  private final List<News> untold = new ArrayList<>();

  /// Members whose standing changes by itself.
  private final Set<MonitoredMember> moving = new LinkedHashSet<>();

  /// The members whose incidents began or ended at one moment.
  private record News(ZoneHealth health, List<MonitoredMember> began, List<MonitoredMember> ended) {
    News(ZoneHealth health) {
      this(health, new ArrayList<>(), new ArrayList<>());
    }

    boolean isEmpty() {
      return began.isEmpty() && ended.isEmpty();
    }
  }

  MemberChanges(ZoneMemory memory) {
    this.memory = memory;
  }

  /// Takes note of the verdicts of members.
  void note(Collection<MonitoredMember> members, ZoneHealth health) {
    var news = new News(health);
    for (var member : members) {
      if (member.judges().areNone()) {
        release(member, news);
      } else {
        note(member, news);
      }
    }
    if (!news.isEmpty()) {
      untold.add(news);
    }
  }

  /// What monitors found that it has no more means nothing.
  private static void release(MonitoredMember member, News news) {
    member.memory().forgetPast();
    if (member.memory().incident() != null) {
      news.ended().add(member);
    }
  }

  private void note(MonitoredMember member, News news) {
    var health = news.health();
    var rules = member.comeback();
    var past = member.past();
    var wasDown = past.isDown();
    var wasUp = past.isUp();
    var wasHeld = past.isHeld(rules, health.nowNanos());
    past.note(health.state(member), rules, health.nowNanos(), health.lastGoodNanos());
    // Found down from the beginning, it is lost to nobody.
    if (wasUp && past.isDown()) {
      news.began().add(member);
    }
    if (wasDown && past.isUp()) {
      news.ended().add(member);
    }
    var flap = rules.flap();
    if (flap != null && !wasHeld && past.isHeld(rules, health.nowNanos())) {
      LOG.warn(
          "{} of {} is flapping: more than {} changes within {} s; it is kept down until {} s after"
              + " the last one",
          member.member().address(),
          member.member().owner(),
          flap.max(),
          flap.within().toSeconds(),
          flap.hold().toSeconds());
    }
    if (past.isMoving(rules, health.nowNanos())) {
      moving.add(member);
    }
  }

  private static void begin(MonitoredMember member, ZoneHealth health) {
    member
        .memory()
        .began(
            new Incident(
                member.member(),
                health.lastOkNanos(member),
                health.nowNanos(),
                health.now(),
                reason(health.readings(member)),
                member.budget()));
  }

  private static String reason(List<MonitorReading> readings) {
    for (var reading : readings) {
      if (reading.state() == MonitorReading.State.DOWN) {
        return reading.reason();
      }
    }
    return "down";
  }

  private void end(MonitoredMember member, ZoneHealth health) {
    var incident = member.memory().ended();
    if (incident != null) {
      var exposedNanos = member.exposure().untilNanos();
      memory.isOver(incident, exposedNanos, health.now());
      LOG.info(
          "{} of {} is up again: {}",
          member.member().address(),
          member.member().owner(),
          incident.receipt(exposedNanos, health.now(), health.nowNanos()));
    }
  }

  /// Takes note of the incidents that began or ended since the last time, and writes to the log
  /// what is over. What fails is not tried again.
  void tell() {
    while (!untold.isEmpty()) {
      var news = untold.removeFirst();
      news.began().forEach(member -> begin(member, news.health()));
      news.ended().forEach(member -> end(member, news.health()));
    }
  }

  /// Takes back what a monitor failure made of the members since a moment.
  void takeBack(Collection<MonitoredMember> members, ZoneHealth health, long sinceNanos) {
    memory.takeBack(sinceNanos);
    for (var member : members) {
      if (!member.judges().areNone()) {
        member.past().takeBack(health.state(member), member.comeback(), sinceNanos);
      }
    }
  }

  /// Whether a member moves.
  boolean isMoving() {
    return !moving.isEmpty();
  }

  /// Returns the members whose standing changes by itself.
  List<MonitoredMember> moving() {
    return List.copyOf(moving);
  }

  /// Drops the members that do not move any more, after they were compiled once more.
  void settle(Collection<MonitoredMember> members, long nowNanos) {
    for (var each : members) {
      if (!each.past().isMoving(each.comeback(), nowNanos)) {
        moving.remove(each);
        LOG.debug("{} of {} has settled", each.member().address(), each.member().owner());
      }
    }
  }
}
