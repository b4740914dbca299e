package org.pharosdns.cli.steering;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.zones.ZoneData;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.compile.CompiledZone;
import org.pharosdns.zone.follow.FollowPlan;
import org.pharosdns.zone.follow.SteeredHosts;
import org.pharosdns.zone.follow.SteeredTargets;
import org.pharosdns.zone.model.RRset;
import org.pharosdns.zone.model.RRsetKey;
import org.pharosdns.zone.steer.SteeringPlan;
import org.pharosdns.zone.steer.ZoneRecords;
import org.pharosdns.zone.transfer.TransferZone;

/// What of a zone is the same whatever is up, down or forced. All work that grows with the records
/// of the zone is in making it, so that it can be made while the zone before it answers and
/// verdicts reach the answers. Immutable.
final class PlannedZone {
  private final ZoneData data;
  private final SteeringPlan plan;
  private final ZoneMembers members;
  private final SteeredTargets targets;

  /// The RRsets that may follow steered names; null while nothing is steered in any zone.
  private final @Nullable List<RRset> mayFollow;

  private final @Nullable FollowPlan follows;

  /// Null while it is not known what it follows.
  private final @Nullable CompiledZone compiled;

  private PlannedZone(
      ZoneData data,
      SteeringPlan plan,
      ZoneMembers members,
      SteeredTargets targets,
      @Nullable List<RRset> mayFollow,
      @Nullable FollowPlan follows,
      @Nullable CompiledZone compiled) {
    this.data = data;
    this.plan = plan;
    this.members = members;
    this.targets = targets;
    this.mayFollow = mayFollow;
    this.follows = follows;
    this.compiled = compiled;
  }

  /// Plans a zone, of which it is not known yet what it follows.
  ///
  /// @param before the zone of this name in force; what has not changed is taken from it
  static PlannedZone of(ZoneData data, @Nullable PlannedZone before) {
    if (before != null && before.data.equals(data)) {
      return before;
    }
    var edited = before == null ? null : before.with(data);
    if (edited != null) {
      return edited;
    }
    var records = ZoneRecords.of(data.contents());
    var plan = SteeringPlan.of(data.steering().steering(), records, data.contents().room());
    if (before != null
        && before.data.steering().equals(data.steering())
        && before.plan.isSame(plan)) {
      return of(data, records, before.plan, before.members);
    }
    return of(data, records, plan, new ZoneMembers(data.steering(), plan));
  }

  private static PlannedZone of(
      ZoneData data, ZoneRecords records, SteeringPlan plan, ZoneMembers members) {
    var targets = new SteeredTargets(data.apex(), records, plan);
    return new PlannedZone(data, plan, members, targets, null, null, null);
  }

  /// Returns this zone with other data at some owners that steering has nothing to do with, or null
  /// when `next` is not made of it in that way.
  private @Nullable PlannedZone with(ZoneData next) {
    var changed = next.contents().changesSince(data.contents());
    if (changed == null || !next.steering().equals(data.steering())) {
      return null;
    }
    var names = new HashSet<DnsName>();
    for (var name : next.steering().steering().names()) {
      names.add(name.owner());
      names.addAll(name.otherTiers());
    }
    for (var each : changed) {
      if (names.contains(each.owner()) && !each.types().equals(Set.of(RecordType.SOA))) {
        return null;
      }
    }
    var after = compiled().with(next.contents(), steered(follows), changed);
    return after == null
        ? null
        : new PlannedZone(
            next,
            plan,
            members,
            new SteeredTargets(next.apex(), ZoneRecords.of(next.contents()), plan),
            mayFollow,
            follows,
            after);
  }

  /// Returns this zone with those of its RRsets that follow steered names.
  PlannedZone following(SteeredHosts hosts) {
    var steering = data.steering().steering();
    var records = ZoneRecords.of(data.contents());
    var candidates =
        mayFollow == null && !hosts.areNone()
            ? FollowPlan.candidates(steering, records)
            : mayFollow;
    var after =
        candidates == null || hosts.areNone()
            ? null
            : FollowPlan.of(steering, records, candidates, targets, hosts);
    var known = compiled != null && keys(after).equals(keys(follows)) ? compiled : null;
    return new PlannedZone(
        data,
        plan,
        members,
        targets,
        candidates,
        after,
        known == null ? CompiledZone.compile(data.contents(), steered(after)) : known);
  }

  /// The RRsets that depend on health, in the order of {@link #compiled}.
  private List<RRsetKey> steered(@Nullable FollowPlan followed) {
    var steered = new ArrayList<>(plan.keys());
    steered.addAll(keys(followed));
    return steered;
  }

  private static List<RRsetKey> keys(@Nullable FollowPlan followed) {
    return followed == null ? List.of() : followed.keys();
  }

  /// The zone as its files say.
  ZoneData data() {
    return data;
  }

  SteeringPlan plan() {
    return plan;
  }

  /// Whether what is steered, and how, is the same as in another one made of this or before it.
  @SuppressWarnings("ReferenceEquality") // it is about whether it was made anew
  boolean sharesPlan(PlannedZone other) {
    return plan == other.plan;
  }

  /// What others may follow.
  SteeredTargets targets() {
    return targets;
  }

  ZoneMembers members() {
    return members;
  }

  /// The RRsets that follow steered names, or null where none does.
  @Nullable FollowPlan follows() {
    return follows;
  }

  /// The zone with its steered RRsets, behind them those that follow.
  CompiledZone compiled() {
    return Objects.requireNonNull(compiled);
  }

  /// The zone as it goes to other servers.
  TransferZone forTransfer() {
    TransferZone.TtlCaps own = plan::mostTtlSeconds;
    return new TransferZone(
        data.contents(), follows == null ? own : own.and(follows::mostTtlSeconds));
  }
}
