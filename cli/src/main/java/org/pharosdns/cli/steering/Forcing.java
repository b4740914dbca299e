package org.pharosdns.cli.steering;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.pharosdns.cli.control.ForceRequest;
import org.pharosdns.cli.control.MemberState;
import org.pharosdns.cli.control.MemberStatus;
import org.pharosdns.cli.control.Reason;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ReleaseRequest;
import org.pharosdns.cli.control.Remark;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.health.monitor.ForcedState;
import org.pharosdns.health.monitor.ForcedStates;
import org.pharosdns.health.monitor.Subject;
import org.pharosdns.zone.steer.CompiledSteering;
import org.pharosdns.zone.steer.HealthView;
import org.pharosdns.zone.steer.MonitorReading;
import org.pharosdns.zone.steer.Standing;
import org.pharosdns.zone.steer.SteeredMember;

/// What an operator says of members: on the disk first, then in the answers, then reported.
public record Forcing(
    MonitoredZones zones, ForcedStates forced, MemberReport members, SteadyClock clock) {
  /// Forces members into a state and returns them.
  ///
  /// @throws RefusedException when nothing was changed, or the change is stored and in some answers
  ///     not yet, and why
  public List<MemberStatus> force(ForceRequest request) throws RefusedException {
    Remark.requireShort(request.author(), request.reason());
    var subjects = What.subjects(request.what());
    zones.requireMatches(subjects);
    if (request.state() != MemberState.UP && !request.allowEmpty()) {
      requireSomeLeft(subjects, request.state());
    }
    return stored(request.what(), subjects, () -> force(subjects, request));
  }

  private void force(List<Subject> subjects, ForceRequest request) throws IOException {
    synchronized (forced) {
      var now = clock.instant();
      var until = request.duration() == null ? null : now.plus(request.duration());
      var states = new ArrayList<ForcedState>();
      for (var subject : subjects) {
        states.add(
            new ForcedState(
                subject, kind(request.state()), request.reason(), request.author(), now, until));
      }
      forced.force(states);
    }
  }

  /// Releases members and returns them.
  ///
  /// @throws RefusedException when nothing was changed, or the change is stored and in some answers
  ///     not yet, and why
  public List<MemberStatus> release(ReleaseRequest request) throws RefusedException {
    Remark.requireShort(request.author(), null);
    var subjects = What.subjects(request.what());
    zones.requireMatches(subjects);
    return stored(
        request.what(),
        subjects,
        () -> forced.release(subjects, request.author(), clock.instant()));
  }

  @FunctionalInterface
  private interface Change {
    void make() throws IOException;
  }

  private List<MemberStatus> stored(List<String> what, List<Subject> subjects, Change change)
      throws RefusedException {
    try {
      change.make();
    } catch (IOException e) {
      throw new RefusedException("the change could not be stored: " + Reason.of(e));
    }
    zones.recompile();
    zones.requireReached(
        zone -> zone.members().stream().anyMatch(member -> isMeant(subjects, member)));
    return members.of(what);
  }

  private static boolean isMeant(List<Subject> subjects, SteeredMember member) {
    return subjects.stream().anyMatch(subject -> What.isAbout(subject, member));
  }

  private static ForcedState.Kind kind(MemberState state) {
    return switch (state) {
      case UP -> ForcedState.Kind.UP;
      case DOWN -> ForcedState.Kind.DOWN;
      case DRAIN -> ForcedState.Kind.DRAIN;
    };
  }

  private void requireSomeLeft(List<Subject> subjects, MemberState state) throws RefusedException {
    var problems = new ArrayList<String>();
    synchronized (zones) {
      for (var zone : zones.zones().values()) {
        var imagined = new Imagined(zones.health(zone), subjects, state);
        if (zone.members().stream().noneMatch(imagined::isMeant)) {
          continue;
        }
        var after = zone.imagine(imagined);
        for (var owner : emptied(zone, after, imagined)) {
          problems.add(
              "%s would be left without any member of its own; --allow-empty does it all the same"
                  .formatted(owner));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
  }

  /// Returns the owners among the subjects that have a usable member of some type and would have
  /// none.
  private static List<DnsName> emptied(
      MonitoredZone zone, List<CompiledSteering> after, Imagined imagined) {
    return zone.members().stream()
        .filter(imagined::isMeant)
        .map(SteeredMember::owner)
        .distinct()
        .filter(owner -> hasUsable(owner, zone, zone.steered(), imagined.now()))
        .filter(owner -> !hasUsable(owner, zone, after, imagined))
        .toList();
  }

  /// An unchecked tier has no steering of its own: all its members are usable that nobody forces.
  private static boolean hasUsable(
      DnsName owner, MonitoredZone zone, List<CompiledSteering> steered, HealthView health) {
    var own = steered.stream().filter(each -> each.owner().equals(owner)).toList();
    return own.isEmpty()
        ? zone.members().stream()
            .filter(member -> member.owner().equals(owner))
            .map(health::forced)
            .anyMatch(
                forced -> forced != HealthView.Forced.DOWN && forced != HealthView.Forced.DRAIN)
        : own.stream().anyMatch(each -> each.usableMembers(health.nowNanos()) > 0);
  }

  /// The health as it would be with one more forced state.
  private record Imagined(HealthView now, List<Subject> subjects, MemberState state)
      implements HealthView {
    @Override
    public List<MonitorReading> readings(SteeredMember member) {
      return now.readings(member);
    }

    boolean isMeant(SteeredMember member) {
      return Forcing.isMeant(subjects, member);
    }

    @Override
    public Forced forced(SteeredMember member) {
      return isMeant(member) ? Forced.valueOf(state.name()) : now.forced(member);
    }

    @Override
    public long nowNanos() {
      return now.nowNanos();
    }

    @Override
    public long watchedNanos(SteeredMember member) {
      return now.watchedNanos(member);
    }

    @Override
    public Standing standing(SteeredMember member) {
      return now.standing(member);
    }

    @Override
    public boolean monitorFailure() {
      return now.monitorFailure();
    }
  }
}
