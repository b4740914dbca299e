package org.pharosdns.cli.steering;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.zones.ZoneData;
import org.pharosdns.dns.answer.AnswerBlock;
import org.pharosdns.dns.query.HashedName;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.health.monitor.Monitor;
import org.pharosdns.zone.compile.Resolution;
import org.pharosdns.zone.follow.SteeredSource;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.model.RRsetKey;
import org.pharosdns.zone.serve.ServedZone;
import org.pharosdns.zone.steer.CompiledSteering;
import org.pharosdns.zone.steer.Endpoint;
import org.pharosdns.zone.steer.HealthView;
import org.pharosdns.zone.steer.MonitorReading;
import org.pharosdns.zone.steer.SteeredMember;
import org.pharosdns.zone.steer.SteeredRRset;
import org.pharosdns.zone.steer.SteeringCompiler;
import org.pharosdns.zone.steer.SteeringPlan;
import org.pharosdns.zone.transfer.TransferZone;

/// A zone in force, the monitors behind its members, and its steered answers of this moment.
/// Compiled by one thread at a time, read by any.
public final class MonitoredZone {
  private final PlannedZone planned;
  private final WatchTimes watched;
  private final ZoneMemory memory;
  private final List<MonitoredMember> byNumber;
  private final MemberChanges changes;
  private final FailbackRules failback;
  private final BitSet held = new BitSet();
  private volatile List<CompiledSteering> steered = List.of();

  /// The RRsets that follow; null while all of them are still to be compiled.
  private @Nullable List<SteeredRRset> following;

  /// What to serve, until it is compiled what the zone before served; null for nothing.
  private @Nullable ServedZone served;

  /// Whether verdicts are still to reach the steered RRsets.
  private boolean isBehind = true;

  private final Obstacle obstacle;

  /// @param before the zone before a reload, or null
  /// @param nowNanos when it is loaded, monotonic
  MonitoredZone(
      PlannedZone planned, @Nullable MonitoredZone before, long nowNanos, TierStore tiers) {
    this.planned = planned;
    this.memory = before == null ? new ZoneMemory() : before.memory;
    served = before == null ? null : before.served;
    byNumber =
        planned.members().byNumber().stream()
            .map(member -> new MonitoredMember(member, memory))
            .toList();
    memory.keep(members(), nowNanos);
    watched = WatchTimes.of(byNumber, plan().keys(), before, nowNanos);
    changes = new MemberChanges(memory);
    obstacle = new Obstacle();
    failback = new FailbackRules(data().steering().steering(), memory, tiers);
    failback.release();
  }

  private MonitoredZone(PlannedZone planned, MonitoredZone before) {
    this.planned = planned;
    watched = before.watched;
    memory = before.memory;
    byNumber = before.byNumber;
    held.or(before.held);
    changes = before.changes;
    failback = before.failback;
    steered = before.steered;
    served = before.served;
    isBehind = before.isBehind;
    obstacle = before.obstacle;
  }

  /// Returns this zone with what is planned in another way but for steering.
  ///
  /// @param next shares its plan with this zone
  MonitoredZone with(PlannedZone next) {
    return new MonitoredZone(next, this);
  }

  PlannedZone planned() {
    return planned;
  }

  /// The zone as its files say.
  public ZoneData data() {
    return planned.data();
  }

  /// The zone as it goes to other servers.
  public TransferZone forTransfer() {
    return planned.forTransfer();
  }

  /// Since when the member with that number is watched, monotonic.
  long watchedNanos(int number) {
    return watched.nanos(number);
  }

  /// Returns when a steered RRset came that has waited for first results since then, monotonic;
  /// null for any other.
  @Nullable Long startingSince(DnsName owner, int type) {
    return watched.startingSince(new RRsetKey(owner, type));
  }

  /// What outlives this object when the zone is loaded again.
  ZoneMemory memory() {
    return memory;
  }

  SteeringPlan plan() {
    return planned.plan();
  }

  MemberChanges changes() {
    return changes;
  }

  FailbackRules failback() {
    return failback;
  }

  /// The members of all its steered RRsets.
  Collection<SteeredMember> members() {
    return planned.members().all();
  }

  /// Returns the member of an owner that has this address.
  SteeredMember member(DnsName owner, Endpoint address) {
    return members().stream()
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
    return byNumber.get(Objects.requireNonNull(planned.members().place(member)));
  }

  /// The monitors that judge a member, in the order of its checks.
  List<Monitor> monitors(SteeredMember member) {
    var place = planned.members().place(member);
    return place == null ? List.of() : byNumber.get(place).monitors();
  }

  /// The members that a monitor judges.
  List<MonitoredMember> judgedBy(Monitor monitor) {
    return planned.members().judgedBy(monitor).stream().map(byNumber::get).toList();
  }

  /// The steered RRsets as last compiled.
  public List<CompiledSteering> steered() {
    return steered;
  }

  /// Whether they are compiled as verdicts are: those of a zone whose plan is another one have yet
  /// to be.
  boolean isCompiled() {
    return !isBehind;
  }

  /// What keeps verdicts and forced states from its answers.
  Obstacle obstacle() {
    return obstacle;
  }

  /// Why it answers as it did, not as its files, verdicts and forced states say. Any thread.
  Optional<Problem> behind() {
    return Optional.ofNullable(obstacle.text())
        .map(why -> "its answers stay as they were: " + why)
        .map(why -> Problem.error(data().source().file(), 0, 0, why));
  }

  /// All of them are to be compiled anew, for a verdict has not reached them.
  void fallBehind() {
    isBehind = true;
    following = null;
  }

  /// Does some work on this zone. Where that fails it holds back no other zone; this one goes on
  /// with what it serves, and all of it is compiled at the next tick for which the {@link Obstacle}
  /// is due, and whenever a state is forced or zones are read. The log is told once for as long as
  /// nothing else is in the way.
  void contain(Runnable work, long nowNanos) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      fallBehind();
      if (obstacle.isNew(e, nowNanos)) {
        MonitoredZones.LOG.error(
            "{}: a verdict has not reached its answers, and will be tried again", data().apex(), e);
      }
    }
  }

  /// Takes note of the incidents that began or ended, and tells of those that are over. Where that
  /// fails it holds back no answer.
  void tellChanges() {
    try {
      changes.tell();
    } catch (RuntimeException | Error e) {
      MonitoredZones.LOG.error("{}: what became of members is not told", data().apex(), e);
    }
  }

  /// Returns the steered RRset of `owner` and `type`; null when there is none, or none compiled.
  @Nullable CompiledSteering steered(DnsName owner, int type) {
    var place = plan().index(owner, type);
    return place == null ? null : steered(place);
  }

  /// Returns the steered RRset at `index` of the plan; null when none is compiled.
  @Nullable CompiledSteering steered(int index) {
    var all = steered;
    return all.isEmpty() ? null : all.get(index);
  }

  /// Returns the owner of what a question is answered from: a steered wildcard, else the name.
  DnsName answeringOwner(DnsName name, int type) {
    var zone = planned.compiled();
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
    if (own != null) {
      return List.of(own);
    }
    var all = steered;
    return all.isEmpty()
        ? List.of()
        : plan().usersOf(member.owner(), member.type()).stream().map(all::get).toList();
  }

  /// Returns what the steered RRsets would be with that health; nothing changes.
  List<CompiledSteering> imagine(HealthView health) {
    return plan().compile(health);
  }

  /// Whether what it serves is to be made anew, for it, or what it follows, was compiled anew. A
  /// zone that verdicts have yet to reach goes on with what it serves.
  boolean isConcerned(Recompiled changed) {
    if (isBehind) {
      return false;
    }
    var follows = planned.follows();
    return following == null
        || changed.concerns(data().apex())
        || (follows != null && !changed.isEmpty() && follows.isConcerned(changed));
  }

  /// Compiles the RRsets that follow one of `changed`, or all of them where none is compiled.
  ///
  /// @param sources gives the steered RRsets of all zones, compiled before; null for one that is
  ///     not
  /// @return what to serve
  ServedZone follow(
      Recompiled changed, Function<SteeredSource, @Nullable CompiledSteering> sources) {
    var follows = planned.follows();
    var before = following;
    var followed =
        follows == null
            ? List.<SteeredRRset>of()
            : before == null ? follows.compile(sources) : follows.compile(changed, sources, before);
    var all = new ServedZone(planned.compiled(), with(followed));
    following = followed;
    served = all;
    obstacle.clear();
    return all;
  }

  private List<SteeredRRset> with(List<SteeredRRset> followed) {
    if (followed.isEmpty()) {
      return List.copyOf(steered);
    }
    var answers = new ArrayList<SteeredRRset>(steered.size() + followed.size());
    answers.addAll(steered);
    answers.addAll(followed);
    return answers;
  }

  /// Compiles what a change of these monitors makes of the steered RRsets that use them.
  ///
  /// @return the indexes of those
  BitSet compile(List<Monitor> changed, ZoneHealth health) {
    if (isBehind) {
      return compile(health);
    }
    var concerned = changed.stream().flatMap(monitor -> judgedBy(monitor).stream()).toList();
    changes.note(concerned, health);
    var indexes = usersOf(concerned);
    recompile(indexes, concerned, health);
    return indexes;
  }

  /// Whether something changes by itself as time goes by.
  boolean isMoving() {
    return isBehind || changes.isMoving() || failback.isWaiting() || !held.isEmpty();
  }

  /// Compiles the steered RRsets that change by themselves as time goes by.
  ///
  /// @return the indexes of those
  BitSet tick(ZoneHealth health) {
    if (isBehind) {
      return compile(health);
    }
    var moving = changes.moving();
    var indexes = usersOf(moving);
    for (var waiting : failback.waiting()) {
      var place = plan().index(waiting.owner(), waiting.type());
      if (place != null) {
        indexes.set(place);
      }
    }
    held.stream().filter(i -> steered.get(i).isHeldNoMore(health.nowNanos())).forEach(indexes::set);
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
    var compiler = plan().compiler(health);
    var places = indexes.stream().toArray();
    var fresh = at(places);
    var waited = (BitSet) held.clone();
    compile(places, fresh, numbers(changed), compiler, held);
    waited.andNot(held);
    waited.stream().mapToObj(i -> steered.get(i).key()).forEach(watched::begins);
    settle(places, fresh, compiler, health);
    var next = steered.toArray(CompiledSteering[]::new);
    for (var i = 0; i < places.length; i++) {
      next[places[i]] = fresh[i];
    }
    steered = List.of(next);
  }

  private CompiledSteering[] at(int... places) {
    return IntStream.of(places).mapToObj(steered::get).toArray(CompiledSteering[]::new);
  }

  private static BitSet numbers(List<MonitoredMember> members) {
    var numbers = new BitSet();
    for (var member : members) {
      numbers.set(member.number());
    }
    return numbers;
  }

  /// Compiles some steered RRsets anew.
  ///
  /// @param places their indexes
  /// @param some what was compiled of them before, to be replaced
  /// @param changed the numbers of the members whose verdict changed
  /// @param held takes note of those that wait for first results
  private static void compile(
      int[] places,
      CompiledSteering[] some,
      BitSet changed,
      SteeringCompiler compiler,
      BitSet held) {
    for (var i = 0; i < places.length; i++) {
      some[i] = compiler.compile(places[i], some[i], changed::get);
      held.set(places[i], some[i].wasHeld());
    }
  }

  /// Compiles those once more that the rules of failback now let answer from another tier first.
  private void settle(
      int[] places, CompiledSteering[] some, SteeringCompiler compiler, ZoneHealth health) {
    if (failback.areAutomatic()) {
      return;
    }
    for (var i = 0; i < places.length; i++) {
      if (failback.follow(some[i], health)) {
        some[i] = compiler.compile(places[i], some[i], number -> false);
      }
    }
  }

  /// Judges some members and compiles some steered RRsets, as if members came up, went down and
  /// came up again; to no effect.
  ///
  /// @param from the number of the first member; behind the last one the first comes again
  /// @param count of members, and of RRsets at most
  /// @param changed the numbers of the members whose verdict changes
  void rehearse(
      int from,
      int count,
      IntPredicate changed,
      Function<MonitorReading.State, ZoneHealth> imagined) {
    var some =
        IntStream.range(from, from + count)
            .mapToObj(i -> byNumber.get(i % byNumber.size()).imagined())
            .toList();
    var places = usersOf(some).stream().limit(count).toArray();
    var fresh = at(places);
    var numbers = new BitSet();
    numbers(some).stream().filter(changed).forEach(numbers::set);
    var imaginedChanges = new MemberChanges(new ZoneMemory());
    for (var state :
        List.of(MonitorReading.State.UP, MonitorReading.State.DOWN, MonitorReading.State.UP)) {
      var health = imagined.apply(state);
      imaginedChanges.note(some, health);
      compile(places, fresh, numbers, plan().compiler(health), new BitSet());
    }
  }

  /// Compiles all steered RRsets anew.
  ///
  /// @return their indexes
  BitSet compile(ZoneHealth health) {
    changes.note(byNumber, health);
    var compiler = plan().compiler(health);
    var next = new CompiledSteering[plan().size()];
    for (var i = 0; i < next.length; i++) {
      next[i] = compiler.compile(i);
      held.set(i, next[i].wasHeld());
      if (!next[i].wasHeld()) {
        watched.begins(next[i].key());
      }
    }
    settle(IntStream.range(0, next.length).toArray(), next, compiler, health);
    steered = List.of(next);
    isBehind = false;
    var all = new BitSet();
    all.set(0, next.length);
    return all;
  }

  /// Returns what to serve, the compiled zone and the answers that were made for it; null for a
  /// zone that could never be compiled.
  @Nullable ServedZone served() {
    return served;
  }
}
