package org.pharosdns.cli.steering;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.steering.ZoneMemory.RRsetKey;
import org.pharosdns.cli.zones.MonitorBinding;
import org.pharosdns.cli.zones.ZoneData;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.health.monitor.Monitor;
import org.pharosdns.zone.compile.CompiledZone;
import org.pharosdns.zone.follow.FollowPlan;
import org.pharosdns.zone.serve.ServedZone;
import org.pharosdns.zone.steer.CompiledSteering;
import org.pharosdns.zone.steer.HealthView;
import org.pharosdns.zone.steer.SteeredMember;
import org.pharosdns.zone.steer.SteeredRRset;
import org.pharosdns.zone.steer.SteeringPlan;
import org.pharosdns.zone.steer.ZoneRecords;
import org.pharosdns.zone.transfer.TransferZone;

/// A zone in force, the monitors behind its members, and its steered answers of this moment.
/// Compiled by one thread at a time, read by any.
public final class MonitoredZone {
  private final ZoneData data;
  private final long loadedNanos;
  private final ZoneMemory memory;
  private final SteeringPlan plan;
  private final FollowPlan followPlan;
  private final Map<SteeredMember, List<Monitor>> monitors = new LinkedHashMap<>();
  private final Map<Monitor, Set<SteeredMember>> judged = new HashMap<>();
  private final Map<RRsetKey, Integer> places = new HashMap<>();
  private final MemberChanges changes;
  private final FailbackRules failback;
  private volatile List<CompiledSteering> steered = List.of();
  private List<SteeredRRset> following = List.of();
  private @Nullable CompiledZone compiled;

  /// @param loadedNanos when its monitors were first watched, for `initial_deadline`
  /// @param memory of the zone before a reload, or a new one
  MonitoredZone(ZoneData data, long loadedNanos, ZoneMemory memory, TierStore tiers) {
    this.data = data;
    this.loadedNanos = loadedNanos;
    this.memory = memory;
    var steering = data.steering().steering();
    var records = ZoneRecords.of(data.contents());
    plan = SteeringPlan.of(steering, records);
    followPlan = FollowPlan.of(steering, records, plan);
    for (var member : plan.members()) {
      var behind = MonitorBinding.monitors(data.steering().checks(), member);
      monitors.put(member, behind);
      for (var monitor : behind) {
        judged.computeIfAbsent(monitor, any -> new LinkedHashSet<>()).add(member);
      }
    }
    memory.keep(monitors.keySet());
    changes = new MemberChanges(steering, memory, plan.budgets());
    failback = new FailbackRules(steering, memory, tiers);
  }

  /// The zone as its files say.
  public ZoneData data() {
    return data;
  }

  /// The zone as it goes to other servers.
  public TransferZone forTransfer() {
    return new TransferZone(data.contents(), plan::mostTtlSeconds);
  }

  /// When its monitors were first watched, monotonic.
  long loadedNanos() {
    return loadedNanos;
  }

  /// What outlives this object when the zone is loaded again.
  ZoneMemory memory() {
    return memory;
  }

  SteeringPlan plan() {
    return plan;
  }

  MemberChanges changes() {
    return changes;
  }

  FailbackRules failback() {
    return failback;
  }

  /// The members of all its steered RRsets.
  Collection<SteeredMember> members() {
    return Collections.unmodifiableSet(monitors.keySet());
  }

  /// The monitors that judge a member, in the order of its checks.
  List<Monitor> monitors(SteeredMember member) {
    return monitors.getOrDefault(member, List.of());
  }

  /// Every monitor of the zone.
  Set<Monitor> monitors() {
    return Collections.unmodifiableSet(judged.keySet());
  }

  /// The steered RRsets as last compiled.
  public List<CompiledSteering> steered() {
    return steered;
  }

  /// Returns the steered RRset of `owner` and `type`, or null.
  @Nullable CompiledSteering steered(DnsName owner, int type) {
    var place = places.get(new RRsetKey(owner, type));
    return place == null ? null : steered.get(place);
  }

  /// Returns what the steered RRsets would be with that health; nothing changes.
  List<CompiledSteering> imagine(HealthView health) {
    return plan.compile(health);
  }

  /// Compiles the steered RRsets that use one of `changed`; false when there are none.
  boolean compile(Set<Monitor> changed, ZoneHealth health) {
    var members = new LinkedHashSet<SteeredMember>();
    for (var monitor : changed) {
      members.addAll(judged.getOrDefault(monitor, Set.of()));
    }
    if (members.isEmpty()) {
      return false;
    }
    changes.note(members, health);
    recompile(usersOf(members), health);
    return true;
  }

  /// Compiles the steered RRsets that change by themselves as time goes by; false when there are
  /// none.
  boolean tick(ZoneHealth health) {
    var members = changes.moving();
    var indexes = usersOf(members);
    for (var waiting : failback.waiting()) {
      var place = places.get(waiting);
      if (place != null) {
        indexes.add(place);
      }
    }
    if (indexes.isEmpty()) {
      return false;
    }
    recompile(indexes, health);
    changes.settle(members, health.nowNanos());
    return true;
  }

  private Set<Integer> usersOf(Collection<SteeredMember> members) {
    var indexes = new TreeSet<Integer>();
    members.forEach(member -> indexes.addAll(plan.usersOf(member.owner(), member.type())));
    return indexes;
  }

  private void recompile(Set<Integer> indexes, ZoneHealth health) {
    var next = new ArrayList<>(steered);
    for (var index : indexes) {
      next.set(index, compile(index, health));
    }
    steered = List.copyOf(next);
    following = followPlan.compile(indexes, steered, following);
  }

  private CompiledSteering compile(int index, ZoneHealth health) {
    var fresh = plan.compile(index, health);
    return failback.follow(fresh, health) ? plan.compile(index, health) : fresh;
  }

  /// Compiles all steered RRsets anew.
  void compile(ZoneHealth health) {
    changes.note(monitors.keySet(), health);
    var next = new ArrayList<CompiledSteering>(plan.size());
    for (var index = 0; index < plan.size(); index++) {
      var fresh = compile(index, health);
      next.add(fresh);
      places.putIfAbsent(new RRsetKey(fresh.owner(), fresh.type()), index);
    }
    steered = List.copyOf(next);
    following = followPlan.compile(steered);
  }

  /// Returns what to serve, as last compiled.
  ServedZone served() {
    var answers = new ArrayList<SteeredRRset>(steered);
    answers.addAll(following);
    if (compiled == null) {
      compiled = CompiledZone.compile(data.contents(), answers);
    }
    return new ServedZone(compiled, answers);
  }
}
