package org.pharosdns.zone.steer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;

/// Compiles one steered RRset with the health of one moment. Used once.
final class SteeringCompiler {
  private final ZoneSteering steering;
  private final SteeredName name;
  private final @Nullable BudgetReport budget;
  private final HealthView health;
  private boolean unknown;

  /// @param name the name that is asked, whose budgets and TTLs count in every tier
  SteeringCompiler(
      ZoneSteering steering, SteeredName name, @Nullable BudgetReport budget, HealthView health) {
    this.steering = steering;
    this.name = name;
    this.budget = budget;
    this.health = health;
  }

  /// @param planned all tiers that may answer, the owner's own first
  CompiledSteering compile(int type, List<PlannedTier> planned, RuleTable table) {
    var tiers = new HashMap<DnsName, CompiledTier>();
    planned.forEach(tier -> tiers.put(tier.owner(), tier(tier)));
    var orders = new TierOrders(name);
    var byRule = new ArrayList<CompiledSteering>();
    for (var rule : name.rules()) {
      var first = health.firstTier(name.owner(), type, byRule.size() + 1);
      byRule.add(order(type, orders.of(rule), !rule.fenced(), tiers, first, ClientRules.NONE));
    }
    var rules =
        byRule.isEmpty()
            ? ClientRules.NONE
            : new ClientRules(table, byRule.toArray(CompiledSteering[]::new));
    var held = health.firstTier(name.owner(), type, 0);
    return order(type, orders.byDefault(), true, tiers, held, rules);
  }

  /// Compiles the answers of those for whom the tiers come in this order.
  ///
  /// @param first the tier of the order that answers before better ones, for `failback`
  /// @param mayTrickle whether a tier outside of the order may answer now and then
  private CompiledSteering order(
      int type,
      List<DnsName> order,
      boolean mayTrickle,
      Map<DnsName, CompiledTier> tiers,
      int first,
      ClientRules rules) {
    var deadline = health.loadedNanos(name.owner()) + name.startup().deadline().toNanos();
    var held = unknown && name.startup().initial() == Startup.Initial.HOLD;
    var ordered = order.stream().map(tiers::get).filter(Objects::nonNull).toList();
    var trickle = name.trickle();
    var trickles = mayTrickle && order.getFirst().equals(name.owner());
    return new CompiledSteering(
        name.owner(),
        type,
        ordered,
        name,
        recovery(),
        Math.clamp(first, 0, ordered.size() - 1),
        blind(),
        held,
        deadline,
        rules,
        trickle != null && trickles ? tiers.get(trickle.to()) : null);
  }

  /// Without a real check a failure of the monitors changes nothing.
  private Tolerance.@Nullable OnMonitorFailure blind() {
    return health.monitorFailure() && budget != null ? name.tolerance().onMonitorFailure() : null;
  }

  private RecoveryCap recovery() {
    var recovery = budget == null ? null : budget.recovery();
    return new RecoveryCap(
        recovery == null ? -1 : recovery.minus(name.promise().slack()).toNanos(), minTtl());
  }

  private int minTtl() {
    return (int) name.promise().minTtl().toSeconds();
  }

  /// A member with what is known of it at this moment.
  private record Seen(SteeredMember member, List<MonitorReading> readings, Standing standing) {
    boolean hasPartOfItsWeight() {
      return standing.isRamping() || CombinedReading.weightPercent(readings) < 100;
    }
  }

  private CompiledTier tier(PlannedTier tier) {
    var entry = tier.entry();
    var seen = new ArrayList<Seen>(tier.members().size());
    for (var member : tier.members()) {
      seen.add(new Seen(member, health.readings(member), health.standing(member)));
    }
    var scale = scale(tier, seen);
    var members = new CompiledMember[seen.size()];
    for (var i = 0; i < members.length; i++) {
      members[i] = member(seen.get(i), entry, scale);
    }
    var zoneTtl = tier.rrset() == null ? 0 : tier.rrset().ttlSeconds();
    return new CompiledTier(
        tier.owner(),
        entry != null,
        tier.selection(),
        entry == null ? Tolerance.DEFAULTS : entry.tolerance(),
        members,
        tier.needed(),
        entry != null && entry.tolerance().minHealthy() instanceof MinHealthy.WeightShare,
        zoneTtl,
        tier.type(),
        tier.alias());
  }

  /// Returns what all weights of a tier are multiplied by, so that a part of a small one can be
  /// told; no product is above the largest weight.
  private static int scale(PlannedTier tier, List<Seen> seen) {
    var entry = tier.entry();
    if (entry == null || seen.stream().noneMatch(Seen::hasPartOfItsWeight)) {
      return 1;
    }
    var largest =
        tier.members().stream()
            .mapToInt(each -> Tiers.units(entry.weight(each.address())))
            .max()
            .orElse(1);
    return Math.max(1, Weight.Share.MAX / Math.max(1, largest));
  }

  /// @param percent of the weight that the target asks for
  private static int units(Weight weight, Standing standing, int percent, int scale) {
    var whole = (long) Tiers.units(weight) * scale;
    return whole == 0
        ? 0
        : (int) Math.max(1, whole * standing.permille() * percent / (1000L * 100));
  }

  private CompiledMember member(Seen seen, @Nullable SteeredName entry, int scale) {
    var member = seen.member;
    var weight = entry == null ? Weight.ONE : entry.weight(member.address());
    var readings = seen.readings;
    var standing = seen.standing;
    var lease = lease(member.check(), readings);
    var reason = reason(member, weight, readings, standing);
    return new CompiledMember(
        member.address(),
        rdata(member.address()),
        weight,
        units(weight, standing, CombinedReading.weightPercent(readings), scale),
        isCandidate(reason),
        reason,
        detail(readings, standing),
        lease,
        reason == Reason.FORCED_UP ? forcedTtl(lease) : -1,
        returnsByItself(reason) || isDrainedByItself(member, reason),
        health.exposure(member));
  }

  private boolean isDrainedByItself(SteeredMember member, Reason reason) {
    return reason == Reason.DRAINED && health.forced(member) == HealthView.Forced.AUTO;
  }

  private static String detail(List<MonitorReading> readings, Standing standing) {
    var detail = CombinedReading.detail(readings);
    return standing.isRamping() && detail.isEmpty()
        ? "slow start, %d%% of its weight".formatted(standing.permille() / 10)
        : detail;
  }

  /// A host has no RDATA to be placed: its CNAME is a block.
  private static byte[] rdata(Endpoint endpoint) {
    return switch (endpoint) {
      case Address address -> address.octets();
      case HostName host -> new byte[0];
    };
  }

  private Reason reason(
      SteeredMember member, Weight weight, List<MonitorReading> readings, Standing standing) {
    if (weight instanceof Weight.Off) {
      return Reason.OFF;
    }
    return switch (health.forced(member)) {
      case UP -> Reason.FORCED_UP;
      case DOWN -> Reason.FORCED_DOWN;
      case DRAIN -> Reason.DRAINED;
      case AUTO -> standing.flapping() ? Reason.FLAPPING : verdict(member.check(), readings);
    };
  }

  private Reason verdict(CheckRequirement check, List<MonitorReading> readings) {
    for (var reading : readings) {
      unknown |= reading.state() == MonitorReading.State.UNKNOWN;
    }
    if (CombinedReading.weightPercent(readings) == 0) {
      return Reason.DRAINED;
    }
    return switch (CombinedReading.state(check, readings)) {
      case UP -> Reason.OK;
      case SUSPECT -> Reason.SUSPECT;
      case DOWN -> Reason.DOWN;
      case UNKNOWN -> Reason.UNKNOWN;
    };
  }

  private boolean isCandidate(Reason reason) {
    return switch (reason) {
      case OK, SUSPECT, FORCED_UP -> true;
      case UNKNOWN -> name.startup().initial() == Startup.Initial.IN;
      case DOWN, FLAPPING, DRAINED, FORCED_DOWN, OFF, STALE, STANDBY -> false;
    };
  }

  private static boolean returnsByItself(Reason reason) {
    return switch (reason) {
      case OK, SUSPECT, UNKNOWN, DOWN, FLAPPING -> true;
      case FORCED_UP, DRAINED, FORCED_DOWN, OFF, STALE, STANDBY -> false;
    };
  }

  private int forcedTtl(@Nullable Lease lease) {
    var set = name.promise().forcedTtl();
    if (set != null) {
      return (int) set.toSeconds();
    }
    return lease == null ? -1 : lease.freshTtlSeconds();
  }

  private @Nullable Lease lease(CheckRequirement check, List<MonitorReading> readings) {
    if (budget == null) {
      return null;
    }
    var evidence = new ArrayList<ProbeEvidence>();
    var fresh = 0L;
    var constantsUp = 0;
    for (var i = 0; i < readings.size(); i++) {
      var reading = readings.get(i);
      var timing = steering.timings().get(check.names().get(i));
      if (reading.real() && timing != null) {
        evidence.add(reading.evidence());
        fresh = Math.max(fresh, Detection.freshNanos(timing));
      } else if (reading.state() == MonitorReading.State.UP) {
        constantsUp++;
      }
    }
    var needed = Math.min(check.needed() - constantsUp, evidence.size());
    if (needed < 1) {
      return null;
    }
    return new Lease(
        evidence.toArray(ProbeEvidence[]::new),
        needed,
        budget.budget().minus(name.promise().slack()).toNanos(),
        fresh,
        minTtl());
  }
}
