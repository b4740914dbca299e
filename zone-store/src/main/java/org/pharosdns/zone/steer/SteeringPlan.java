package org.pharosdns.zone.steer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.answer.AnswerCompiler;
import org.pharosdns.dns.answer.Arena;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.model.HeapRoom;
import org.pharosdns.zone.model.RRset;
import org.pharosdns.zone.model.RRsetKey;

/// The steered RRsets of a zone before health is known: steering file and records joined, budgets
/// settled. Made once per load; compiled each time that a verdict or a forced state changes.
///
/// Immutable. The number and order of the RRsets depend on file and records alone: those of the
/// steering file, A before AAAA before CNAME.
public final class SteeringPlan {
  private final ZoneSteering steering;
  private final List<PlannedRRset> entries = new ArrayList<>();
  private final Map<RRsetKey, List<Integer>> users = new HashMap<>();
  private final Map<RRsetKey, Integer> own = new HashMap<>();
  private final Map<SteeredMember, Integer> numbers = new HashMap<>();

  private SteeringPlan(ZoneSteering steering) {
    this.steering = steering;
  }

  /// Joins a steering file that {@link SteeringValidator} finds no error in with its zone.
  ///
  /// @param room where memory is asked for before much of it is taken
  /// @throws org.pharosdns.zone.model.NoRoomException when there is too little for its rules
  public static SteeringPlan of(ZoneSteering steering, ZoneRecords records, HeapRoom room) {
    var plan = new SteeringPlan(steering);
    for (var name : steering.names()) {
      plan.add(name, records, room);
    }
    return plan;
  }

  private void add(SteeredName name, ZoneRecords records, HeapRoom room) {
    var budget = BudgetCheck.report(steering, name, records);
    var rules = RuleTable.of(name.rules(), steering.geo(), room);
    for (int type : SteeredTypes.answered(name, records)) {
      var tiers = new ArrayList<PlannedTier>();
      tiers.add(tier(name, name.owner(), type, records));
      for (var other : name.otherTiers()) {
        tiers.add(tier(name, other, type, records));
      }
      tiers.stream()
          .map(tier -> new RRsetKey(tier.owner(), tier.type()))
          .distinct()
          .forEach(key -> users.computeIfAbsent(key, any -> new ArrayList<>()).add(entries.size()));
      own.put(new RRsetKey(name.owner(), type), entries.size());
      entries.add(PlannedRRset.of(name, type, List.copyOf(tiers), budget, rules));
    }
  }

  private PlannedTier tier(SteeredName asked, DnsName owner, int type, ZoneRecords records) {
    var rrset = SteeredTypes.answering(asked, owner, type, records);
    var held = rrset == null ? type : rrset.type();
    var name = steering.find(owner);
    var entry = name != null && name.steers(held) ? name : null;
    var alias = rrset != null && held == RecordType.CNAME ? alias(asked, rrset) : new byte[0];
    return PlannedTier.of(owner, held, entry, rrset, alias, this::numbered);
  }

  private int numbered(SteeredMember member) {
    return numbers.computeIfAbsent(member, any -> numbers.size());
  }

  /// Compiles a CNAME as a record of the name that is asked.
  private byte[] alias(SteeredName asked, RRset rrset) {
    var arena = new Arena(64);
    new AnswerCompiler(arena, steering.apex())
        .append(asked.owner(), RecordType.CNAME, rrset.ttlSeconds(), rrset.rdata());
    return arena.toArray();
  }

  /// Whether another plan of the same steering joins it with the same records.
  public boolean isSame(SteeringPlan other) {
    if (size() != other.size()) {
      return false;
    }
    for (var i = 0; i < size(); i++) {
      if (!entries.get(i).isSame(other.entries.get(i))) {
        return false;
      }
    }
    return true;
  }

  /// Which RRsets are steered, in the order in which they are compiled.
  public List<RRsetKey> keys() {
    return IntStream.range(0, size()).mapToObj(i -> new RRsetKey(owner(i), type(i))).toList();
  }

  /// Returns the number of steered RRsets.
  public int size() {
    return entries.size();
  }

  /// Returns the index of the steered RRset of `owner` and `type`, or null.
  public @Nullable Integer index(DnsName owner, int type) {
    return own.get(new RRsetKey(owner, type));
  }

  /// The type of the steered RRset at `index`.
  public int type(int index) {
    return entries.get(index).type();
  }

  /// The budget of the steered RRset at `index`; null when it has no lease.
  public @Nullable BudgetReport budget(int index) {
    return entries.get(index).budget();
  }

  /// The owner of the steered RRset at `index`.
  public DnsName owner(int index) {
    return entries.get(index).name().owner();
  }

  /// Whether the steered RRset at `index` is one that its owner has itself, not one that only a
  /// backup tier brings.
  public boolean isOwn(int index) {
    return entries.get(index).tiers().getFirst().type() == type(index);
  }

  /// Returns the members that the owner of the steered RRset at `index` has itself, for its type.
  public List<SteeredMember> ownMembers(int index) {
    return entries.get(index).tiers().getFirst().members();
  }

  /// Returns the addresses of all tiers of the steered RRset at `index`.
  public Set<Endpoint> addresses(int index) {
    var addresses = new HashSet<Endpoint>();
    for (var tier : entries.get(index).tiers()) {
      if (tier.type() == entries.get(index).type()) {
        addresses.addAll(tier.addresses());
      }
    }
    return addresses;
  }

  /// Returns the longest that anyone may keep a copy of an RRset whose members fail unnoticed by
  /// the copy, in seconds: v_fresh of a steered RRset's own members, at least v_min; no bound for
  /// any other.
  public int mostTtlSeconds(DnsName owner, int type) {
    var index = index(owner, type);
    return index == null ? Integer.MAX_VALUE : mostTtlSeconds(index);
  }

  /// Returns the same for the steered RRset at `index`.
  public int mostTtlSeconds(int index) {
    var entry = entries.get(index);
    return ownMembers(index).stream()
        .mapToInt(member -> mostTtlSeconds(entry, member))
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  /// A member that nothing real checks has no lease.
  private int mostTtlSeconds(PlannedRRset entry, SteeredMember member) {
    var fresh =
        member.check().names().stream()
            .map(this::timing)
            .filter(Objects::nonNull)
            .mapToLong(Detection::freshNanos)
            .max();
    var budget = entry.budget();
    if (budget == null || fresh.isEmpty()) {
      return Integer.MAX_VALUE;
    }
    var lease = budget.budget().minus(entry.name().promise().slack());
    return (int) Math.max(entry.minTtl(), lease.minusNanos(fresh.getAsLong()).toSeconds());
  }

  /// Returns every record of every tier, each once: what must be probed, members that are off among
  /// them, and what is unchecked.
  public List<SteeredMember> members() {
    var members = new LinkedHashSet<SteeredMember>();
    for (var entry : entries) {
      members.addAll(entry.tiers().getFirst().members());
    }
    for (var entry : entries) {
      for (var tier : entry.tiers()) {
        if (tier.entry() == null) {
          members.addAll(tier.members());
        }
      }
    }
    return List.copyOf(members);
  }

  /// Returns the number of a member of this plan: from 0, no two have the same.
  public int number(SteeredMember member) {
    return Objects.requireNonNull(numbers.get(member));
  }

  /// Returns the indexes of the RRsets that must be compiled anew when the health of a member of
  /// `owner` and `type` changes: its own and those that have it as a tier.
  public List<Integer> usersOf(DnsName owner, int type) {
    return Collections.unmodifiableList(users.getOrDefault(new RRsetKey(owner, type), List.of()));
  }

  /// Returns the budgets of the names that have one.
  public Map<DnsName, BudgetReport> budgets() {
    var budgets = new HashMap<DnsName, BudgetReport>();
    for (var entry : entries) {
      var budget = entry.budget();
      if (budget != null) {
        budgets.put(entry.name().owner(), budget);
      }
    }
    return budgets;
  }

  /// Returns for each member how long an answer may leave it in caches at most, slack included.
  public Map<SteeredMember, Duration> longestExposures() {
    var longest = new HashMap<SteeredMember, Duration>();
    for (var entry : entries) {
      for (var tier : entry.tiers()) {
        for (var member : tier.members()) {
          var exposure = longestExposure(entry, tier, member);
          longest.merge(member, exposure, (a, b) -> a.compareTo(b) >= 0 ? a : b);
        }
      }
    }
    return longest;
  }

  private Duration longestExposure(PlannedRRset entry, PlannedTier tier, SteeredMember member) {
    var promise = entry.name().promise();
    var forced = promise.forcedTtl();
    var most =
        Math.max(
            Math.max(mostTtlSeconds(entry, member), forced == null ? 0 : forced.toSeconds()),
            promise.panicTtl().toSeconds());
    return Duration.ofSeconds(Math.min(tier.zoneTtl(), most)).plus(promise.slack());
  }

  /// Compiles all steered RRsets with the health of this moment.
  public List<CompiledSteering> compile(HealthView health) {
    var compiler = compiler(health);
    var compiled = new ArrayList<CompiledSteering>();
    for (var i = 0; i < entries.size(); i++) {
      compiled.add(compiler.compile(i));
    }
    return compiled;
  }

  /// Returns what compiles them with the health of this moment.
  public SteeringCompiler compiler(HealthView health) {
    return new SteeringCompiler(this, health);
  }

  PlannedRRset rrset(int index) {
    return entries.get(index);
  }

  /// Returns the timing of a check; null for the constants `up` and `down`.
  @Nullable CheckTiming timing(String check) {
    return steering.timings().get(check);
  }
}
