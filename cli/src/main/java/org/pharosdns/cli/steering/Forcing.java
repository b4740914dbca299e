package org.pharosdns.cli.steering;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.pharosdns.cli.control.ForceRequest;
import org.pharosdns.cli.control.MemberState;
import org.pharosdns.cli.control.MemberStatus;
import org.pharosdns.cli.control.Reason;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ReleaseRequest;
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
    MonitoredZones zones, ForcedStates forced, MemberReport members, InstantSource wall) {
  /// Forces members into a state and returns them.
  ///
  /// @throws RefusedException when nothing was changed, and why
  public List<MemberStatus> force(ForceRequest request) throws RefusedException {
    var subjects = What.subjects(request.what());
    zones.requireMatches(subjects);
    if (request.state() != MemberState.UP && !request.allowEmpty()) {
      requireSomeLeft(subjects, request.state());
    }
    var now = wall.instant();
    var until = request.duration() == null ? null : now.plus(request.duration());
    var states = new ArrayList<ForcedState>();
    for (var subject : subjects) {
      states.add(
          new ForcedState(
              subject, kind(request.state()), request.reason(), request.author(), now, until));
    }
    return stored(request.what(), () -> forced.force(states));
  }

  /// Releases members and returns them.
  ///
  /// @throws RefusedException when nothing was changed, and why
  public List<MemberStatus> release(ReleaseRequest request) throws RefusedException {
    var subjects = What.subjects(request.what());
    zones.requireMatches(subjects);
    return stored(request.what(), () -> forced.release(subjects, request.author(), wall.instant()));
  }

  /// Drops what has released itself.
  public void expire() {
    var now = wall.instant();
    var next = forced.nextExpiry();
    if (next == null || next.isAfter(now)) {
      return;
    }
    try {
      forced.expire(now);
    } catch (IOException e) {
      MonitoredZones.LOG.warn("expired forced states could not be dropped: {}", Reason.of(e));
    }
    zones.recompile();
  }

  @FunctionalInterface
  private interface Change {
    void make() throws IOException;
  }

  private List<MemberStatus> stored(List<String> what, Change change) throws RefusedException {
    try {
      change.make();
    } catch (IOException e) {
      throw new RefusedException("the change could not be stored: " + Reason.of(e));
    }
    zones.recompile();
    return members.of(what);
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
    for (var zone : zones.zones().values()) {
      var imagined = new Imagined(zones.health(zone), subjects, state);
      var after = zone.imagine(imagined);
      for (var owner : emptied(zone, after, subjects)) {
        problems.add(
            "%s would be left without any member of its own; --allow-empty does it all the same"
                .formatted(owner));
      }
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
  }

  /// Returns the owners among the subjects that would have no usable member of any type.
  private static List<DnsName> emptied(
      MonitoredZone zone, List<CompiledSteering> after, List<Subject> subjects) {
    return zone.members().stream()
        .filter(member -> subjects.stream().anyMatch(subject -> What.isAbout(subject, member)))
        .map(SteeredMember::owner)
        .distinct()
        .filter(
            owner ->
                after.stream()
                    .filter(steered -> steered.owner().equals(owner))
                    .allMatch(steered -> steered.usableMembers() == 0))
        .toList();
  }

  /// The health as it would be with one more forced state.
  private record Imagined(HealthView now, List<Subject> subjects, MemberState state)
      implements HealthView {
    @Override
    public List<MonitorReading> readings(SteeredMember member) {
      return now.readings(member);
    }

    @Override
    public Forced forced(SteeredMember member) {
      var isMeant = subjects.stream().anyMatch(subject -> What.isAbout(subject, member));
      return isMeant ? Forced.valueOf(state.name()) : now.forced(member);
    }

    @Override
    public long loadedNanos(DnsName owner) {
      return now.loadedNanos(owner);
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
