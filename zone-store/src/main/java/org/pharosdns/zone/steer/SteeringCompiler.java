package org.pharosdns.zone.steer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Compiles steered RRsets with the health of one moment. Not for several threads at once.
///
/// Thousands of names may share an endpoint, so a change of its verdict costs each of them no more
/// than its members that changed: everything else is taken over from the RRset as it was compiled
/// before.
public final class SteeringCompiler {
  private final SteeringPlan plan;
  private final HealthView health;
  private final Evaluation scratch = new Evaluation();

  SteeringCompiler(SteeringPlan plan, HealthView health) {
    this.plan = plan;
    this.health = health;
  }

  /// Compiles the steered RRset at `index` of the plan.
  ///
  /// @param index 0 to {@link SteeringPlan#size()} − 1
  public CompiledSteering compile(int index) {
    return compile(plan.rrset(index), null, any -> true);
  }

  /// Compiles it with what was compiled before of members that have not changed.
  ///
  /// @param before of this plan, with the same monitors behind its members
  /// @param changed whether the verdict, standing or forced state of the member with that number
  ///     may be another than then
  public CompiledSteering compile(int index, CompiledSteering before, IntPredicate changed) {
    return compile(plan.rrset(index), before, changed);
  }

  private CompiledSteering compile(
      PlannedRRset asked, @Nullable CompiledSteering before, IntPredicate changed) {
    var tiers = new CompiledTier[asked.tiers().size()];
    for (var i = 0; i < tiers.length; i++) {
      var known = before == null ? null : before.tiers()[i];
      tiers[i] = tier(asked, asked.tiers().get(i), known, changed);
    }
    var startUntil = startUntil(asked, tiers);
    return new CompiledSteering(
        asked, tiers, order(asked, 0, startUntil, tiers), rules(asked, startUntil, tiers));
  }

  /// Returns until when an RRset that has answered nothing since it came waits for all
  /// first results; the moment of compiling when it does not.
  private long startUntil(PlannedRRset asked, CompiledTier... tiers) {
    var now = health.nowNanos();
    if (asked.name().startup().initial() != Startup.Initial.HOLD) {
      return now;
    }
    var until = now;
    for (var tier : tiers) {
      until = tier.waitsUntil(until);
    }
    if (until == now) {
      return now;
    }
    // Members that later reloads bring do not prolong it.
    var since = health.startingSince(asked.name().owner(), asked.type());
    var deadline = asked.name().startup().deadline().toNanos();
    return since == null ? now : now + Math.clamp(since + deadline - now, 0, until - now);
  }

  private ClientRules rules(PlannedRRset asked, long startUntil, CompiledTier... tiers) {
    var byRule = asked.orders().length - 1;
    if (byRule == 0) {
      return ClientRules.NONE;
    }
    var orders = new TierOrder[byRule];
    for (var i = 0; i < byRule; i++) {
      orders[i] = order(asked, i + 1, startUntil, tiers);
    }
    return new ClientRules(asked.rules(), orders);
  }

  /// Compiles the order in which the tiers come for some clients.
  ///
  /// @param rule the number of the rule whose clients they are, from 1; 0 for all others
  private TierOrder order(PlannedRRset asked, int rule, long startUntil, CompiledTier... tiers) {
    var name = asked.name();
    var places = asked.orders()[rule];
    var order = in(places, tiers);
    var first = health.firstTier(name.owner(), asked.type(), rule);
    var mayTrickle = places[0] == 0 && (rule == 0 || !name.rules().get(rule - 1).fenced());
    return new TierOrder(
        asked,
        order,
        Math.clamp(first, 0, order.length - 1),
        blind(asked),
        health.nowNanos(),
        startUntil,
        mayTrickle && asked.trickle() >= 0 ? tiers[asked.trickle()] : null,
        scratch);
  }

  /// Returns the tiers at these places; the array itself where there is only one.
  private static CompiledTier[] in(int[] places, CompiledTier... tiers) {
    if (places.length == 1 && tiers.length == 1) {
      return tiers;
    }
    var order = new CompiledTier[places.length];
    for (var i = 0; i < order.length; i++) {
      order[i] = tiers[places[i]];
    }
    return order;
  }

  /// Without a real check a failure of the monitors changes nothing.
  private Tolerance.@Nullable OnMonitorFailure blind(PlannedRRset asked) {
    return health.monitorFailure() && asked.budget() != null
        ? asked.name().tolerance().onMonitorFailure()
        : null;
  }

  /// @param before the tier as it was compiled before; null for all anew
  private CompiledTier tier(
      PlannedRRset asked, PlannedTier tier, @Nullable CompiledTier before, IntPredicate changed) {
    var planned = tier.planned();
    var members = new CompiledMember[planned.length];
    var anyChanged = before == null;
    var anyPart = false;
    for (var i = 0; i < members.length; i++) {
      var known = before == null ? null : before.members()[i];
      if (known == null || changed.test(planned[i].number())) {
        members[i] = member(asked, planned[i], known);
        anyChanged = true;
      } else {
        members[i] = known;
      }
      anyPart |= members[i].part() < CompiledMember.WHOLE;
    }
    if (before != null && !anyChanged) {
      return before;
    }
    var scale = anyPart ? tier.finerUnits() : 1;
    for (var i = 0; i < members.length; i++) {
      members[i] = members[i].inUnits(units(planned[i], members[i].part(), scale));
    }
    return CompiledTier.of(tier, members);
  }

  /// @param part how much of its weight counts, of {@link CompiledMember#WHOLE}
  private static int units(PlannedMember member, int part, int scale) {
    var whole = (long) member.units() * scale;
    return whole == 0 ? 0 : (int) Math.max(1, whole * part / CompiledMember.WHOLE);
  }

  /// Compiles a member as if no part of a weight counted in its tier.
  ///
  /// @param before the member as it was compiled before, for what never changes; null for none
  private CompiledMember member(
      PlannedRRset asked, PlannedMember planned, @Nullable CompiledMember before) {
    var member = planned.member();
    var now = health.member(member, planned.number());
    var reason = reason(member.check(), planned.weight(), now);
    var constant = before == null ? leased(asked, planned, now) : before.constant();
    var lease = constant.lease();
    return new CompiledMember(
        constant,
        lease,
        planned.units(),
        part(reason, now),
        isCandidate(reason, asked.name()),
        reason,
        isWaitedFor(reason, now),
        reason == Reason.FORCED_UP ? forcedTtl(asked.name(), lease) : -1,
        returnsByItself(reason, now.forced()));
  }

  private LeasedMember leased(PlannedRRset asked, PlannedMember planned, MemberHealth now) {
    return new LeasedMember(
        planned,
        planned.rdata(),
        lease(asked, planned.member().check(), now.readings()),
        now.exposure(),
        now.watchedNanos() + asked.name().startup().deadline().toNanos());
  }

  /// Who is forced up answers whatever probes say, and with all of its weight.
  private static int part(Reason reason, MemberHealth now) {
    return reason == Reason.FORCED_UP
        ? CompiledMember.WHOLE
        : now.standing().permille() * CombinedReading.weightPercent(now.readings());
  }

  private static Reason reason(CheckRequirement check, Weight weight, MemberHealth now) {
    if (weight instanceof Weight.Off) {
      return Reason.OFF;
    }
    return switch (now.forced()) {
      case UP -> Reason.FORCED_UP;
      case DOWN -> Reason.FORCED_DOWN;
      case DRAIN -> Reason.DRAINED;
      case AUTO -> now.standing().flapping() ? Reason.FLAPPING : verdict(check, now.readings());
    };
  }

  private static Reason verdict(CheckRequirement check, List<MonitorReading> readings) {
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

  /// Whether its verdict counts and one of its checks has no result yet.
  private static boolean isWaitedFor(Reason reason, MemberHealth now) {
    return now.forced() == HealthView.Forced.AUTO
        && reason != Reason.OFF
        && reason != Reason.FLAPPING
        && CombinedReading.anyIsUnknown(now.readings());
  }

  private static boolean isCandidate(Reason reason, SteeredName name) {
    return switch (reason) {
      case OK, SUSPECT, FORCED_UP -> true;
      case UNKNOWN -> name.startup().initial() == Startup.Initial.IN;
      case DOWN, FLAPPING, DRAINED, FORCED_DOWN, OFF, STALE, STANDBY -> false;
    };
  }

  /// What drains itself comes back by itself as well.
  private static boolean returnsByItself(Reason reason, HealthView.Forced forced) {
    return switch (reason) {
      case OK, SUSPECT, UNKNOWN, DOWN, FLAPPING -> true;
      case DRAINED -> forced == HealthView.Forced.AUTO;
      case FORCED_UP, FORCED_DOWN, OFF, STALE, STANDBY -> false;
    };
  }

  private static int forcedTtl(SteeredName name, @Nullable Lease lease) {
    var set = name.promise().forcedTtl();
    if (set != null) {
      return (int) set.toSeconds();
    }
    return lease == null ? -1 : lease.freshTtlSeconds();
  }

  private @Nullable Lease lease(
      PlannedRRset asked, CheckRequirement check, List<MonitorReading> readings) {
    var budget = asked.budget();
    if (budget == null) {
      return null;
    }
    var evidence = new ArrayList<ProbeEvidence>();
    var fresh = 0L;
    var constantsUp = 0;
    for (var i = 0; i < readings.size(); i++) {
      var reading = readings.get(i);
      var timing = plan.timing(check.names().get(i));
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
        budget.budget().minus(asked.name().promise().slack()).toNanos(),
        fresh,
        asked.minTtl());
  }
}
