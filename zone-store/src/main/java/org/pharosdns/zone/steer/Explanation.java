package org.pharosdns.zone.steer;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts one evaluation into words. It runs the code that answers run.
final class Explanation {
  private static final String BLIND = "monitor failure: no witness is reached";

  private final TierOrder order;
  private final long nowNanos;
  private final Evaluation evaluation;
  private int ttl;
  private Decision.TtlFrom from = Decision.TtlFrom.ZONE;

  Explanation(TierOrder order, long nowNanos) {
    this.order = order;
    this.nowNanos = nowNanos;
    evaluation = order.scratch();
  }

  Decision decision() {
    var tiers = new ArrayList<Decision.Tier>();
    for (var tier : order.tiers()) {
      var state = tier.evaluate(nowNanos, !order.isBlind(), evaluation);
      tiers.add(new Decision.Tier(tier.name(), state, tier.checked(), members(tier)));
    }
    order.settle(nowNanos, evaluation);
    findTtl();
    var doubt = doubt();
    return new Decision(
        order.planned().name().owner(),
        order.planned().type(),
        kind(),
        tiers,
        evaluation.tier,
        evaluation.outcome == Evaluation.Outcome.OPEN,
        order.first(),
        ttl,
        from,
        doubt.isEmpty(),
        doubt,
        trickle(tiers));
  }

  private @Nullable Decision trickle(List<Decision.Tier> others) {
    var tier = order.trickle(nowNanos, evaluation);
    if (tier == null) {
      return null;
    }
    var explained =
        new Decision.Tier(tier.name(), Decision.TierState.HEALTHY, tier.checked(), members(tier));
    var tiers = new ArrayList<>(others);
    if (!tiers.contains(explained)) {
      tiers.add(explained);
    }
    from = Decision.TtlFrom.ZONE;
    findSelectedTtl(tier);
    var doubt = order.isBlind() ? BLIND : selectedDoubt(tier);
    return new Decision(
        order.planned().name().owner(),
        order.planned().type(),
        kind(tier),
        tiers,
        tiers.indexOf(explained),
        false,
        order.first(),
        ttl,
        from,
        doubt.isEmpty(),
        doubt,
        null);
  }

  private List<Decision.Member> members(CompiledTier tier) {
    var members = new ArrayList<Decision.Member>();
    for (var i = 0; i < tier.members().length; i++) {
      var member = tier.members()[i];
      var waits = evaluation.in[i] && evaluation.shares && member.units() == 0;
      var reason = evaluation.stale[i] ? Reason.STALE : waits ? Reason.STANDBY : member.reason();
      var memberTtl = evaluation.in[i] ? evaluation.ttl[i] : CompiledMember.UNLIMITED;
      members.add(
          new Decision.Member(
              member.address(),
              evaluation.in[i] && !waits,
              reason,
              member.weight(),
              memberTtl == CompiledMember.UNLIMITED ? -1 : memberTtl,
              memberTtl == CompiledMember.UNLIMITED ? null : from(member)));
    }
    return members;
  }

  private Choice.Kind kind() {
    return switch (evaluation.outcome) {
      case NOT_READY -> Choice.Kind.NOT_READY;
      case NODATA -> Choice.Kind.NODATA;
      case OPEN, SELECTED -> kind(order.tiers()[evaluation.tier]);
    };
  }

  private Choice.Kind kind(CompiledTier tier) {
    if (tier.isAlias()) {
      return Choice.Kind.ALIAS;
    }
    return tier.type() == order.planned().type() ? Choice.Kind.RECORDS : Choice.Kind.NODATA;
  }

  private void findTtl() {
    switch (evaluation.outcome) {
      case NOT_READY -> ttl = 0;
      case NODATA -> findNoDataTtl();
      case OPEN -> {
        var tier = order.tiers()[evaluation.tier];
        ttl = order.openTtl(tier);
        from = ttl < tier.zoneTtl() ? Decision.TtlFrom.PANIC : Decision.TtlFrom.ZONE;
      }
      case SELECTED -> findSelectedTtl(order.tiers()[evaluation.tier]);
    }
  }

  private void findNoDataTtl() {
    ttl = order.noDataTtl(evaluation);
    if (evaluation.panic) {
      from = Decision.TtlFrom.PANIC;
    } else {
      from = ttl == evaluation.cap ? recovery() : Decision.TtlFrom.MINIMUM;
    }
  }

  private void findSelectedTtl(CompiledTier tier) {
    ttl = tier.zoneTtl();
    if (evaluation.panic) {
      lower(order.openTtl(tier), Decision.TtlFrom.PANIC);
      return;
    }
    for (var i = 0; i < evaluation.liveCount; i++) {
      var member = evaluation.live[i];
      lower(evaluation.ttl[member], from(tier.members()[member]));
    }
    lower(evaluation.cap, recovery());
  }

  private Decision.TtlFrom from(CompiledMember member) {
    var lease = member.lease();
    return lease == null || member.fixedTtl() >= 0 ? Decision.TtlFrom.FRESH : lease.from(nowNanos);
  }

  private Decision.TtlFrom recovery() {
    return evaluation.capIsMinimum ? Decision.TtlFrom.MINIMUM : Decision.TtlFrom.RECOVERY;
  }

  private void lower(int limit, Decision.TtlFrom reason) {
    if (limit < ttl) {
      ttl = limit;
      from = reason;
    }
  }

  /// Why the failover budget does not hold for this answer; empty when it does.
  private String doubt() {
    if (order.isBlind() && evaluation.outcome != Evaluation.Outcome.NOT_READY) {
      return BLIND;
    }
    return switch (evaluation.outcome) {
      case NOT_READY -> "";
      case NODATA -> evaluation.panic ? "the evidence of every member is stale" : "";
      case OPEN -> openDoubt();
      case SELECTED -> selectedDoubt(order.tiers()[evaluation.tier]);
    };
  }

  private String openDoubt() {
    if (order.hasNoTier(nowNanos)) {
      return "exhausted: every member is answered";
    }
    return evaluation.liveCount > 0
        ? "fewer than min_healthy: every member is answered"
        : "the evidence of every member is stale: every member is answered";
  }

  private String selectedDoubt(CompiledTier tier) {
    var unchecked = "";
    for (var i = 0; i < evaluation.liveCount; i++) {
      var member = tier.members()[evaluation.live[i]];
      if (member.reason() == Reason.FORCED_UP) {
        return member.address() + " is forced up";
      }
      var lease = member.lease();
      if (lease == null) {
        unchecked = "nothing checks " + tier.name();
      } else if (lease.from(nowNanos) == Decision.TtlFrom.MINIMUM) {
        return member.address() + " has no evidence yet";
      }
    }
    return unchecked;
  }
}
