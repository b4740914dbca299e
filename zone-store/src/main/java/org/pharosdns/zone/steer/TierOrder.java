package org.pharosdns.zone.steer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.wire.DnsName;

/// The tiers of a steered RRset in one order of preference, with the verdicts and forced states of
/// one moment: which of them answers, and for how long. Immutable, any thread.
///
/// Clients that a rule is about have an order of their own, all others share one.
public final class TierOrder {
  private final PlannedRRset planned;
  private final CompiledTier[] tiers;
  private final int first;
  private final Tolerance.@Nullable OnMonitorFailure blind;
  private final boolean held;
  private final long heldUntilNanos;
  private final boolean exhausted;
  private final @Nullable CompiledTier trickle;

  /// @param tiers in order of preference
  /// @param first the tier that answers before better ones, for `failback`
  /// @param blind what to do because the monitors fail; null when they do not
  /// @param nowNanos when it is compiled
  /// @param startUntilNanos until when nothing is answered, whoever is up; `nowNanos` for no longer
  /// @param trickle gets a share of the answers while the first tier is healthy; null for none
  /// @param evaluation used while this is made
  TierOrder(
      PlannedRRset planned,
      CompiledTier[] tiers,
      int first,
      Tolerance.@Nullable OnMonitorFailure blind,
      long nowNanos,
      long startUntilNanos,
      @Nullable CompiledTier trickle,
      Evaluation evaluation) {
    this.planned = planned;
    this.tiers = tiers;
    this.first = first;
    this.blind = blind;
    this.trickle = trickle;
    evaluation.begin();
    exhausted = !findTier(0, false, evaluation);
    heldUntilNanos = exhausted ? undecidedUntil(startUntilNanos) : startUntilNanos;
    held = heldUntilNanos - nowNanos > 0;
  }

  /// Returns until when no member is known to be up, but one may turn out to be; `nanos` when that
  /// is no later.
  private long undecidedUntil(long nanos) {
    if (planned.name().startup().initial() != Startup.Initial.HOLD) {
      return nanos;
    }
    var until = nanos;
    for (var tier : tiers) {
      if (tier.hasCandidate()) {
        return nanos;
      }
      until = tier.undecidedUntil(until);
    }
    return until;
  }

  /// Whether it matters who asks.
  boolean knowsClients() {
    for (var tier : tiers) {
      if (tier.selection().knowsClients()) {
        return true;
      }
    }
    return trickle != null && trickle.selection().knowsClients();
  }

  /// One that is no larger than it must be: it is needed for each of thousands of names.
  Evaluation scratch() {
    var most = trickle == null ? 0 : trickle.members().length;
    for (var tier : tiers) {
      most = Math.max(most, tier.members().length);
    }
    return new Evaluation(most);
  }

  /// Decides the outcome; leaves the evaluation of the answering tier behind.
  void settle(long nowNanos, Evaluation evaluation) {
    evaluation.begin();
    if (isHeld(nowNanos)) {
      evaluation.outcome = Evaluation.Outcome.NOT_READY;
    } else if (blind != null) {
      settleBlindly(blind, evaluation);
    } else if (!findTier(nowNanos, true, evaluation)) {
      exhaust(evaluation);
    }
  }

  /// Evidence ages while the monitors fail, and means nothing.
  private void settleBlindly(Tolerance.OnMonitorFailure policy, Evaluation evaluation) {
    switch (policy) {
      case FREEZE -> {
        if (!findTier(0, false, evaluation)) {
          exhaust(evaluation);
        }
      }
      case OPEN -> openFirst(evaluation);
      case CLOSED -> {}
    }
    evaluation.panic = true;
  }

  /// Walks the tiers until one answers; false when none does.
  private boolean findTier(long nowNanos, boolean leases, Evaluation evaluation) {
    for (var turn = 0; turn < tiers.length; turn++) {
      var i = tierInTurn(turn);
      var tier = tiers[i];
      var state = tier.evaluate(nowNanos, leases, evaluation);
      var answers = tier.answers(state);
      planned.recovery().apply(tier, answers, nowNanos, evaluation);
      if (answers) {
        planned.recovery().applyTo(tier, evaluation);
        var opens =
            state == Decision.TierState.LOW && tier.tolerance().onLow() == Tolerance.OnLow.OPEN;
        evaluation.tier = i;
        evaluation.healthy = state == Decision.TierState.HEALTHY;
        evaluation.panic = opens;
        evaluation.outcome = opens ? Evaluation.Outcome.OPEN : Evaluation.Outcome.SELECTED;
        return true;
      }
    }
    return false;
  }

  /// The held tier comes first, then all others in order of preference.
  private int tierInTurn(int turn) {
    if (turn == 0) {
      return first;
    }
    return turn <= first ? turn - 1 : turn;
  }

  private void exhaust(Evaluation evaluation) {
    evaluation.panic = !exhausted;
    if (planned.name().tolerance().onExhausted() == Tolerance.OnExhausted.OPEN) {
      openFirst(evaluation);
    }
  }

  /// Opens the best tier that has such records at all.
  private void openFirst(Evaluation evaluation) {
    var best = best();
    if (best < tiers.length && anyOpens(tiers[best])) {
      evaluation.panic = true;
      evaluation.tier = best;
      evaluation.outcome = Evaluation.Outcome.OPEN;
    }
  }

  private static boolean anyOpens(CompiledTier tier) {
    for (var member : tier.members()) {
      if (member.opens()) {
        return true;
      }
    }
    return false;
  }

  /// Returns the tier that answers; now and then that of `trickle` instead of a healthy first one.
  CompiledTier drawTier(Query query, Evaluation evaluation) {
    if (!mayTrickle(evaluation) || query.draw().below(Trickle.MILLION) >= tricklePerMillion()) {
      return tiers[evaluation.tier];
    }
    var other = trickle(query.nowNanos(), evaluation);
    if (other != null) {
      return other;
    }
    settle(query.nowNanos(), evaluation);
    return tiers[evaluation.tier];
  }

  private boolean mayTrickle(Evaluation evaluation) {
    return trickle != null && evaluation.tier == 0 && evaluation.healthy;
  }

  /// Returns the tier of `trickle` if it may answer instead of the tier of a settled evaluation,
  /// and leaves its own evaluation behind; else null.
  @Nullable CompiledTier trickle(long nowNanos, Evaluation evaluation) {
    if (trickle == null
        || !mayTrickle(evaluation)
        || trickle.evaluate(nowNanos, blind == null, evaluation) != Decision.TierState.HEALTHY) {
      return null;
    }
    evaluation.cap = CompiledMember.UNLIMITED;
    planned.recovery().apply(trickle, true, nowNanos, evaluation);
    planned.recovery().applyTo(trickle, evaluation);
    return trickle;
  }

  private int tricklePerMillion() {
    var share = planned.name().trickle();
    return share == null ? 0 : share.perMillion();
  }

  int noDataTtl(Evaluation evaluation) {
    return evaluation.panic
        ? panicTtl()
        : (int) Math.min(planned.name().promise().negativeTtl().toSeconds(), evaluation.cap);
  }

  private int panicTtl() {
    return (int) planned.name().promise().panicTtl().toSeconds();
  }

  int openTtl(CompiledTier tier) {
    return Math.min(tier.zoneTtl(), panicTtl());
  }

  /// What is left of the zone's TTL before any lease is looked at.
  int mostTtl(CompiledTier tier, Evaluation evaluation) {
    return evaluation.panic ? openTtl(tier) : Math.min(tier.zoneTtl(), evaluation.cap);
  }

  /// Whether a member would be in an answer, among others, by the verdicts alone.
  ///
  /// @param address as RDATA
  public boolean admits(byte[] address) {
    var evaluation = scratch();
    evaluation.begin();
    if (!findTier(0, false, evaluation)) {
      exhaust(evaluation);
    }
    return !held && ttlSeconds(address, evaluation) >= 0;
  }

  /// Returns for how many seconds a settled evaluation lets a member be named; −1 when it would not
  /// be answered now.
  ///
  /// @param address as RDATA
  int ttlSeconds(byte[] address, Evaluation evaluation) {
    return switch (evaluation.outcome) {
      case NOT_READY, NODATA -> -1;
      case OPEN -> openedTtl(address, tiers[evaluation.tier]);
      case SELECTED -> selectedTtl(address, tiers[evaluation.tier], evaluation);
    };
  }

  private int openedTtl(byte[] address, CompiledTier tier) {
    for (var member : tier.members()) {
      if (member.opens() && Arrays.equals(member.rdata(), address)) {
        return openTtl(tier);
      }
    }
    return -1;
  }

  private int selectedTtl(byte[] address, CompiledTier tier, Evaluation evaluation) {
    for (var i = 0; i < evaluation.liveCount; i++) {
      var member = evaluation.live[i];
      if (Arrays.equals(tier.members()[member].rdata(), address)) {
        return Math.min(mostTtl(tier, evaluation), evaluation.ttl[member]);
      }
    }
    return -1;
  }

  /// Whether it was compiled while it answered nothing because checks had no first result.
  boolean wasHeld() {
    return held;
  }

  /// Whether nothing is answered yet because checks have no first result.
  public boolean isHeld(long nowNanos) {
    return held && nowNanos - heldUntilNanos < 0;
  }

  /// Whether no tier is left by the verdicts alone, of those that have such records.
  boolean hasNoTier(long nowNanos) {
    return exhausted && !isHeld(nowNanos) && best() < tiers.length;
  }

  /// Returns the index of the first tier that has such records; their number where none has.
  private int best() {
    var best = 0;
    while (best < tiers.length && tiers[best].members().length == 0) {
      best++;
    }
    return best;
  }

  /// Whether no tier is left by the verdicts alone, and none of them is still waited for.
  boolean isExhaustedByVerdicts() {
    return exhausted && !held;
  }

  /// Returns how each tier stands by verdicts and forced states at a moment, the best first.
  public List<TierHold.State> tierStates(long nowNanos) {
    var evaluation = scratch();
    return Stream.of(tiers).map(tier -> tier.holdState(nowNanos, evaluation)).toList();
  }

  /// Returns the names of the tiers, in order of preference.
  public List<DnsName> tierNames() {
    return Stream.of(tiers).map(CompiledTier::name).toList();
  }

  /// Returns the name of the tier that answers before better ones.
  public DnsName firstName() {
    return tiers[first].name();
  }

  /// Returns which tier answers before better ones; 0 but for `failback`.
  public int first() {
    return first;
  }

  /// Whether it answers without regard to evidence because the monitors fail.
  boolean isBlind() {
    return blind != null;
  }

  /// The tiers in order of preference. Not to be written to.
  CompiledTier[] tiers() {
    return tiers;
  }

  /// The steered RRset that it is an order of.
  PlannedRRset planned() {
    return planned;
  }

  /// Returns why it answers as it does at a moment. Not for the query path.
  public Decision explain(long nowNanos) {
    return new Explanation(this, nowNanos).decision();
  }
}
