package org.pharosdns.cli.steering;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.steering.ZoneMemory.RRsetKey;
import org.pharosdns.cli.zones.MonitorBinding;
import org.pharosdns.cli.zones.ZoneData;
import org.pharosdns.dns.answer.AnswerBlock;
import org.pharosdns.dns.query.HashedName;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.health.check.ConstantCheck;
import org.pharosdns.health.monitor.Monitor;
import org.pharosdns.zone.compile.CompiledZone;
import org.pharosdns.zone.compile.Resolution;
import org.pharosdns.zone.follow.FollowPlan;
import org.pharosdns.zone.follow.SteeredHosts;
import org.pharosdns.zone.follow.SteeredSource;
import org.pharosdns.zone.follow.SteeredTargets;
import org.pharosdns.zone.model.RRset;
import org.pharosdns.zone.serve.ServedZone;
import org.pharosdns.zone.steer.BudgetReport;
import org.pharosdns.zone.steer.Comeback;
import org.pharosdns.zone.steer.CompiledSteering;
import org.pharosdns.zone.steer.Endpoint;
import org.pharosdns.zone.steer.HealthView;
import org.pharosdns.zone.steer.MonitorReading;
import org.pharosdns.zone.steer.SteeredMember;
import org.pharosdns.zone.steer.SteeredRRset;
import org.pharosdns.zone.steer.SteeringCompiler;
import org.pharosdns.zone.steer.SteeringPlan;
import org.pharosdns.zone.steer.ZoneRecords;
import org.pharosdns.zone.transfer.TransferZone;

/// A zone in force, the monitors behind its members, and its steered answers of this moment.
/// Compiled by one thread at a time, read by any.
public final class MonitoredZone {
  private final ZoneData data;
  private final LoadTimes loaded;
  private final ZoneMemory memory;
  private final SteeringPlan plan;
  private final SteeredTargets targets;
  private final Map<SteeredMember, MonitoredMember> members;
  private final List<MonitoredMember> byNumber;
  private final Map<Monitor, List<MonitoredMember>> judged;
  private final Map<RRsetKey, Integer> places = new HashMap<>();
  private final MemberChanges changes;
  private final FailbackRules failback;
  private final BitSet held = new BitSet();
  private volatile List<CompiledSteering> steered = List.of();
  private @Nullable List<RRset> mayFollow;
  private volatile @Nullable FollowPlan followPlan;
  private List<SteeredRRset> following = List.of();
  private @Nullable CompiledZone compiled;

  /// @param before the zone before a reload, or null
  /// @param nowNanos when it is loaded, monotonic
  MonitoredZone(ZoneData data, @Nullable MonitoredZone before, long nowNanos, TierStore tiers) {
    this.data = data;
    this.memory = before == null ? new ZoneMemory() : before.memory;
    var steering = data.steering().steering();
    var records = ZoneRecords.of(data.contents());
    plan = SteeringPlan.of(steering, records);
    targets = new SteeredTargets(steering.apex(), records, plan);
    members = new LinkedHashMap<>();
    var judges = new HashMap<List<Monitor>, Judges>();
    var budgets = plan.budgets();
    for (var member : plan.members()) {
      var monitors = MonitorBinding.monitors(data.steering().checks(), member);
      members.put(
          member,
          join(member, judges.computeIfAbsent(monitors, Judges::new), budgets.get(member.owner())));
    }
    byNumber = inOrder(members.values());
    judged = new HashMap<>();
    for (var each : byNumber) {
      for (var monitor : Set.copyOf(each.monitors())) {
        judged.computeIfAbsent(monitor, any -> new ArrayList<>()).add(each);
      }
    }
    memory.keep(members.keySet(), nowNanos);
    loaded = new LoadTimes(members.values(), before, nowNanos);
    changes = new MemberChanges(memory);
    failback = new FailbackRules(steering, memory, tiers);
    failback.release();
  }

  private MonitoredZone(MonitoredZone before, ZoneData data, CompiledZone compiled) {
    this.data = data;
    this.compiled = compiled;
    loaded = before.loaded;
    memory = before.memory;
    plan = before.plan;
    var records = ZoneRecords.of(data.contents());
    targets = new SteeredTargets(data.apex(), records, plan);
    mayFollow = before.mayFollow;
    followPlan = before.followPlan;
    members = before.members;
    byNumber = before.byNumber;
    judged = before.judged;
    places.putAll(before.places);
    held.or(before.held);
    changes = before.changes;
    failback = before.failback;
    steered = before.steered;
    following = before.following;
  }

  private MonitoredMember join(SteeredMember member, Judges judges, @Nullable BudgetReport budget) {
    var name = data.steering().steering().find(member.owner());
    return new MonitoredMember(
        member,
        plan.number(member),
        judges,
        plan.usersOf(member.owner(), member.type()),
        name == null ? Comeback.DEFAULTS : name.comeback(),
        budget,
        memory);
  }

  private static List<MonitoredMember> inOrder(Collection<MonitoredMember> members) {
    return members.stream().sorted(Comparator.comparingInt(MonitoredMember::number)).toList();
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
    var follows = followPlan;
    TransferZone.TtlCaps own = plan::mostTtlSeconds;
    return new TransferZone(
        data.contents(), follows == null ? own : own.and(follows::mostTtlSeconds));
  }

  /// Whether it steers an RRset with such a member, and watches as many of the member's monitors
  /// as must pass.
  boolean knows(MonitoredMember later) {
    var member = later.member();
    return loaded.contains(member.owner(), member.type())
        && later.monitors().stream().filter(this::knows).count() >= member.check().needed();
  }

  private boolean knows(Monitor monitor) {
    return judged.containsKey(monitor) || monitor.check() instanceof ConstantCheck;
  }

  /// When the first monitors of an RRset's members were first watched, monotonic.
  long loadedNanos(DnsName owner, int type) {
    return loaded.nanos(owner, type);
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
    return Collections.unmodifiableSet(members.keySet());
  }

  /// Returns the member of an owner that has this address.
  SteeredMember member(DnsName owner, Endpoint address) {
    return members.keySet().stream()
        .filter(each -> each.owner().equals(owner) && each.address().equals(address))
        .findAny()
        .orElseThrow();
  }

  /// The members of all its steered RRsets, by their numbers in the plan.
  List<MonitoredMember> monitoredMembers() {
    return byNumber;
  }

  /// Returns what follows a member of one of its steered RRsets.
  MonitoredMember monitored(SteeredMember member) {
    return Objects.requireNonNull(members.get(member));
  }

  /// The monitors that judge a member, in the order of its checks.
  List<Monitor> monitors(SteeredMember member) {
    var known = members.get(member);
    return known == null ? List.of() : known.monitors();
  }

  /// Every monitor of the zone.
  Set<Monitor> monitors() {
    return Collections.unmodifiableSet(judged.keySet());
  }

  /// The members that a monitor judges.
  List<MonitoredMember> judgedBy(Monitor monitor) {
    return judged.getOrDefault(monitor, List.of());
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

  /// Returns the owner of what a question is answered from: a steered wildcard, else the name.
  DnsName answeringOwner(DnsName name, int type) {
    var zone = compiled;
    if (zone == null) {
      return name;
    }
    var resolution = new Resolution();
    zone.resolve(new HashedName().set(name), type, resolution);
    var isRecords =
        resolution.kind() == Resolution.Kind.FOUND || resolution.kind() == Resolution.Kind.CNAME;
    if (!isRecords || !AnswerBlock.isSteered(zone.arena(), resolution.block())) {
      return name;
    }
    var index = AnswerBlock.steeredIndex(zone.arena(), resolution.block());
    return index < steered.size() ? steered.get(index).owner() : name;
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
  boolean compileFollowing(Recompiled changed, Function<SteeredSource, CompiledSteering> steered) {
    if (followPlan == null || !followPlan.isConcerned(changed)) {
      return false;
    }
    following = followPlan.compile(changed, steered, following);
    return true;
  }

  /// Compiles what a change of these monitors makes of the steered RRsets that use them.
  ///
  /// @return the indexes of those
  BitSet compile(Set<Monitor> changed, ZoneHealth health) {
    var concerned = new ArrayList<MonitoredMember>();
    changed.forEach(monitor -> concerned.addAll(judgedBy(monitor)));
    changes.note(concerned, health);
    var indexes = usersOf(concerned);
    recompile(indexes, concerned, health);
    return indexes;
  }

  /// Whether something changes by itself as time goes by.
  boolean isMoving() {
    return changes.isMoving() || failback.isWaiting() || !held.isEmpty();
  }

  /// Compiles the steered RRsets that change by themselves as time goes by.
  ///
  /// @return the indexes of those
  BitSet tick(ZoneHealth health) {
    var moving = changes.moving();
    var indexes = usersOf(moving);
    for (var waiting : failback.waiting()) {
      var place = places.get(new RRsetKey(waiting.owner(), waiting.type()));
      if (place != null) {
        indexes.set(place);
      }
    }
    held.stream().filter(i -> !steered.get(i).isHeld(health.nowNanos())).forEach(indexes::set);
    recompile(indexes, moving, health);
    changes.settle(moving, health.nowNanos());
    return indexes;
  }

  private static BitSet usersOf(List<MonitoredMember> members) {
    var indexes = new BitSet();
    for (var member : members) {
      for (var index : member.users()) {
        indexes.set(index);
      }
    }
    return indexes;
  }

  private void recompile(BitSet indexes, List<MonitoredMember> changed, ZoneHealth health) {
    if (indexes.isEmpty()) {
      return;
    }
    var numbers = new BitSet(byNumber.size());
    changed.forEach(member -> numbers.set(member.number()));
    var compiler = plan.compiler(health);
    var next = new ArrayList<>(steered);
    for (var i = indexes.nextSetBit(0); i >= 0; i = indexes.nextSetBit(i + 1)) {
      next.set(i, settled(compiler.compile(i, next.get(i), numbers::get), i, compiler, health));
    }
    steered = List.copyOf(next);
  }

  /// Judges some members and compiles some steered RRsets, as if members came up, went down and
  /// came up again; to no effect.
  ///
  /// @param from the number of the first member, and the index of the first RRset; behind the last
  ///     one the first comes again
  /// @param count of members, and of RRsets
  /// @param changed the numbers of the members whose verdict changes
  void rehearse(
      int from,
      int count,
      IntPredicate changed,
      Function<MonitorReading.State, ZoneHealth> imagined) {
    var some = new ArrayList<MonitoredMember>(count);
    for (var i = from; i < from + count; i++) {
      some.add(byNumber.get(i % byNumber.size()).imagined());
    }
    var imaginedChanges = new MemberChanges(new ZoneMemory());
    for (var state :
        List.of(MonitorReading.State.UP, MonitorReading.State.DOWN, MonitorReading.State.UP)) {
      var health = imagined.apply(state);
      imaginedChanges.note(some, health);
      var compiler = plan.compiler(health);
      for (var i = from; i < from + count; i++) {
        var index = i % steered.size();
        compiler.compile(index, steered.get(index), changed);
      }
    }
  }

  /// Returns what was just compiled, or that with the other tier that the rules of failback now put
  /// first.
  private CompiledSteering settled(
      CompiledSteering fresh, int index, SteeringCompiler compiler, ZoneHealth health) {
    held.set(index, fresh.wasHeld());
    return failback.follow(fresh, health) ? compiler.compile(index, fresh, number -> false) : fresh;
  }

  /// Compiles all steered RRsets anew.
  ///
  /// @return their indexes
  BitSet compile(ZoneHealth health) {
    changes.note(byNumber, health);
    var compiler = plan.compiler(health);
    var next = new ArrayList<CompiledSteering>(plan.size());
    for (var i = 0; i < plan.size(); i++) {
      var fresh = settled(compiler.compile(i), i, compiler, health);
      next.add(fresh);
      places.putIfAbsent(new RRsetKey(fresh.owner(), fresh.type()), i);
    }
    steered = List.copyOf(next);
    var all = new BitSet();
    all.set(0, plan.size());
    return all;
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
