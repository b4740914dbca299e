package org.pharosdns.cli.steering;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.steering.ZoneMemory.RRsetKey;
import org.pharosdns.cli.zones.MonitorBinding;
import org.pharosdns.cli.zones.ZoneData;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.health.monitor.HealthMonitors;
import org.pharosdns.health.monitor.LiveMonitor;
import org.pharosdns.health.monitor.Monitor;
import org.pharosdns.zone.compile.CompiledZone;
import org.pharosdns.zone.follow.FollowPlan;
import org.pharosdns.zone.follow.SteeredHosts;
import org.pharosdns.zone.follow.SteeredSource;
import org.pharosdns.zone.follow.SteeredTargets;
import org.pharosdns.zone.model.RRset;
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
  /// A name that answers is not held again when a reload gives it a new member: it counts as loaded
  /// before any `initial_deadline`.
  private static final Duration LONG_AGO = Duration.ofDays(365);

  private final ZoneData data;
  private final Map<DnsName, Long> loadedNanos;
  private final ZoneMemory memory;
  private final SteeringPlan plan;
  private final SteeredTargets targets;
  private final Map<SteeredMember, List<Monitor>> monitors = new LinkedHashMap<>();
  private final Map<SteeredMember, List<LiveMonitor>> live = new ConcurrentHashMap<>();
  private final Map<Monitor, Set<SteeredMember>> judged = new HashMap<>();
  private final Map<RRsetKey, Integer> places = new HashMap<>();
  private final MemberChanges changes;
  private final FailbackRules failback;
  private volatile List<CompiledSteering> steered = List.of();
  private @Nullable List<RRset> mayFollow;
  private @Nullable FollowPlan followPlan;
  private List<SteeredRRset> following = List.of();
  private @Nullable CompiledZone compiled;

  /// @param before the zone before a reload, or null
  /// @param nowNanos when it is loaded, monotonic
  MonitoredZone(ZoneData data, @Nullable MonitoredZone before, long nowNanos, TierStore tiers) {
    this.data = data;
    loadedNanos = new HashMap<>();
    this.memory = before == null ? new ZoneMemory() : before.memory;
    var steering = data.steering().steering();
    var records = ZoneRecords.of(data.contents());
    plan = SteeringPlan.of(steering, records);
    targets = new SteeredTargets(steering.apex(), records, plan);
    for (var member : plan.members()) {
      var behind = MonitorBinding.monitors(data.steering().checks(), member);
      monitors.put(member, behind);
      for (var monitor : behind) {
        judged.computeIfAbsent(monitor, any -> new LinkedHashSet<>()).add(member);
      }
    }
    memory.keep(monitors.keySet());
    for (var member : monitors.keySet()) {
      loadedNanos.putIfAbsent(member.owner(), nowNanos);
      if (before != null && before.knows(member.owner(), monitors(member))) {
        loadedNanos.put(
            member.owner(),
            before.isHeld(member.owner(), nowNanos)
                ? before.loadedNanos(member.owner())
                : nowNanos - LONG_AGO.toNanos());
      }
    }
    changes = new MemberChanges(steering, memory, plan.budgets());
    failback = new FailbackRules(steering, memory, tiers);
  }

  private MonitoredZone(MonitoredZone before, ZoneData data, CompiledZone compiled) {
    this.data = data;
    this.compiled = compiled;
    loadedNanos = before.loadedNanos;
    memory = before.memory;
    plan = before.plan;
    var records = ZoneRecords.of(data.contents());
    targets = new SteeredTargets(data.apex(), records, plan);
    mayFollow = before.mayFollow;
    followPlan = before.followPlan;
    monitors.putAll(before.monitors);
    judged.putAll(before.judged);
    places.putAll(before.places);
    changes = before.changes;
    failback = before.failback;
    steered = before.steered;
    following = before.following;
  }

  /// Returns this zone with other data at some owners that steering has nothing to do with, or null
  /// when `next` is not made of it in that way.
  @Nullable MonitoredZone with(ZoneData next) {
    var changed = next.contents().changesSince(data.contents());
    var before = compiled;
    if (before == null || changed == null || !next.steering().equals(data.steering())) {
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
    var answers = new ArrayList<SteeredRRset>(steered);
    answers.addAll(following);
    var after = before.with(next.contents(), answers, changed);
    return after == null ? null : new MonitoredZone(this, next, after);
  }

  /// The zone as its files say.
  public ZoneData data() {
    return data;
  }

  /// The zone as it goes to other servers.
  public TransferZone forTransfer() {
    return new TransferZone(data.contents(), plan::mostTtlSeconds);
  }

  /// Whether it steers a name by some of these monitors already.
  private boolean knows(DnsName owner, List<Monitor> behind) {
    return loadedNanos.containsKey(owner) && behind.stream().anyMatch(judged::containsKey);
  }

  private boolean isHeld(DnsName owner, long nowNanos) {
    return steered.stream().anyMatch(each -> each.owner().equals(owner) && each.isHeld(nowNanos));
  }

  /// When the first monitors of an owner's members were first watched, monotonic.
  long loadedNanos(DnsName owner) {
    return Objects.requireNonNull(loadedNanos.get(owner));
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

  /// The monitors that judge a member, as they are at any moment. Only while the zone is in force.
  List<LiveMonitor> live(SteeredMember member, HealthMonitors all) {
    return live.computeIfAbsent(member, _ -> monitors(member).stream().map(all::live).toList());
  }

  /// Every monitor of the zone.
  Set<Monitor> monitors() {
    return Collections.unmodifiableSet(judged.keySet());
  }

  /// The members that a monitor judges.
  Set<SteeredMember> judgedBy(Monitor monitor) {
    return judged.getOrDefault(monitor, Set.of());
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

  /// Returns the steered RRset of a member's owner; where it has none, those whose tier it is.
  List<CompiledSteering> answering(SteeredMember member) {
    var own = steered(member.owner(), member.type());
    return own == null
        ? plan.usersOf(member.owner(), member.type()).stream().map(steered::get).toList()
        : List.of(own);
  }

  /// Returns what the steered RRsets would be with that health; nothing changes.
  List<CompiledSteering> imagine(HealthView health) {
    return plan.compile(health);
  }

  /// What its records lead to, for those of other zones.
  SteeredTargets targets() {
    return targets;
  }

  /// Finds anew which of its RRsets follow steered names of all zones. They are not compiled yet.
  void follow(SteeredHosts hosts) {
    var before = followPlan == null ? List.of() : followPlan.keys();
    followPlan = hosts.areNone() ? null : followPlan(hosts);
    if (!before.equals(followPlan == null ? List.of() : followPlan.keys())) {
      compiled = null;
    }
  }

  private FollowPlan followPlan(SteeredHosts hosts) {
    var steering = data.steering().steering();
    var records = ZoneRecords.of(data.contents());
    if (mayFollow == null) {
      mayFollow = FollowPlan.candidates(steering, records);
    }
    return FollowPlan.of(steering, records, mayFollow, targets, hosts);
  }

  /// Compiles the RRsets that follow.
  ///
  /// @param steered gives the steered RRsets of all zones, compiled before
  void compileFollowing(Function<SteeredSource, CompiledSteering> steered) {
    following = followPlan == null ? List.of() : followPlan.compile(steered);
  }

  /// Compiles the RRsets that follow one of `changed`; false when there are none.
  boolean compileFollowing(
      Set<SteeredSource> changed, Function<SteeredSource, CompiledSteering> steered) {
    if (followPlan == null || !followPlan.isConcerned(changed)) {
      return false;
    }
    following = followPlan.compile(changed, steered, following);
    return true;
  }

  /// Compiles the steered RRsets that use one of `changed`, and returns which.
  Set<SteeredSource> compile(Set<Monitor> changed, ZoneHealth health) {
    var members = new LinkedHashSet<SteeredMember>();
    for (var monitor : changed) {
      members.addAll(judgedBy(monitor));
    }
    if (members.isEmpty()) {
      return Set.of();
    }
    changes.note(members, health);
    return recompile(usersOf(members), health);
  }

  /// Compiles the steered RRsets that change by themselves as time goes by, and returns which.
  Set<SteeredSource> tick(ZoneHealth health) {
    var members = changes.moving();
    var indexes = usersOf(members);
    for (var waiting : failback.waiting()) {
      var place = places.get(new RRsetKey(waiting.owner(), waiting.type()));
      if (place != null) {
        indexes.add(place);
      }
    }
    if (indexes.isEmpty()) {
      return Set.of();
    }
    var changed = recompile(indexes, health);
    changes.settle(members, health.nowNanos());
    return changed;
  }

  private Set<Integer> usersOf(Collection<SteeredMember> members) {
    var indexes = new TreeSet<Integer>();
    members.forEach(member -> indexes.addAll(plan.usersOf(member.owner(), member.type())));
    return indexes;
  }

  private Set<SteeredSource> recompile(Set<Integer> indexes, ZoneHealth health) {
    var changed = new HashSet<SteeredSource>();
    var next = new ArrayList<>(steered);
    for (var index : indexes) {
      next.set(index, compile(index, health));
      changed.add(new SteeredSource(data.apex(), index));
    }
    steered = List.copyOf(next);
    return changed;
  }

  private CompiledSteering compile(int index, ZoneHealth health) {
    var fresh = plan.compile(index, health);
    return failback.follow(fresh, health) ? plan.compile(index, health) : fresh;
  }

  /// Compiles all steered RRsets anew, and returns which those are.
  Set<SteeredSource> compile(ZoneHealth health) {
    changes.note(monitors.keySet(), health);
    var changed = new HashSet<SteeredSource>();
    var next = new ArrayList<CompiledSteering>(plan.size());
    for (var index = 0; index < plan.size(); index++) {
      var fresh = compile(index, health);
      next.add(fresh);
      changed.add(new SteeredSource(data.apex(), index));
      places.putIfAbsent(new RRsetKey(fresh.owner(), fresh.type()), index);
    }
    steered = List.copyOf(next);
    return changed;
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
