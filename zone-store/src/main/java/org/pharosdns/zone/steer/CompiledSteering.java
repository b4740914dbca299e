package org.pharosdns.zone.steer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.wire.DnsName;

/// A steered RRset with the verdicts and forced states of one moment. Immutable, any thread.
///
/// Verdicts are compiled in; the age of evidence is not: each answer reads the clock that it is
/// given and leaves out whoever cannot get a lease any more, as if it were down.
public final class CompiledSteering implements SteeredRRset {
  /// RFC 8914 section 4.1: Other Error; here: every member is answered because none is known good.
  static final int EDE_OTHER = 0;

  /// RFC 8914 section 4.15: Not Ready.
  static final int EDE_NOT_READY = 14;

  private static final long NANOS = 1_000_000_000L;

  private final DnsName owner;
  private final int type;
  private final SteeredName name;
  private final CompiledTier[] allTiers;
  private final CompiledTier[] order;
  private final RecoveryCap recovery;
  private final int first;
  private final Tolerance.@Nullable OnMonitorFailure blind;
  private final long slackNanos;
  private final boolean held;
  private final long heldUntilNanos;
  private final boolean exhausted;
  private final boolean knowsClients;
  private final ClientRules rules;
  private final @Nullable CompiledTier trickle;

  /// @param allTiers that may answer somebody, in the order of the plan
  /// @param order in order of preference
  /// @param first the tier that answers before better ones, for `failback`
  /// @param blind what to do because the monitors fail; null when they do not
  /// @param held whether nothing is answered until `heldUntilNanos`
  /// @param rules for whom the tiers come in another order
  /// @param trickle gets a share of the answers while the first tier is healthy; null for none
  /// @param evaluation used while this is made
  CompiledSteering(
      PlannedRRset planned,
      CompiledTier[] allTiers,
      CompiledTier[] order,
      int first,
      Tolerance.@Nullable OnMonitorFailure blind,
      boolean held,
      long heldUntilNanos,
      ClientRules rules,
      @Nullable CompiledTier trickle,
      Evaluation evaluation) {
    name = planned.name();
    owner = name.owner();
    type = planned.type();
    recovery = planned.recovery();
    this.allTiers = allTiers;
    this.order = order;
    this.first = first;
    this.blind = blind;
    this.held = held;
    this.heldUntilNanos = heldUntilNanos;
    slackNanos = name.promise().slack().toNanos();
    this.rules = rules;
    this.trickle = trickle;
    knowsClients =
        rules.isPresent()
            || anyKnowsClients(order)
            || (trickle != null && trickle.selection().knowsClients());
    evaluation.begin();
    exhausted = !findTier(0, false, evaluation);
  }

  private static boolean anyKnowsClients(CompiledTier... tiers) {
    for (var tier : tiers) {
      if (tier.selection().knowsClients()) {
        return true;
      }
    }
    return false;
  }

  /// One that is no larger than it must be: it is needed for each of thousands of names.
  Evaluation scratch() {
    var most = 0;
    for (var tier : order) {
      most = Math.max(most, tier.members().length);
    }
    return new Evaluation(most);
  }

  @Override
  public DnsName owner() {
    return owner;
  }

  @Override
  public int type() {
    return type;
  }

  @Override
  public void choose(Query query, Choice choice) {
    var evaluation = choice.evaluation();
    if (knowsClients) {
      evaluation.client.of(query);
    }
    if (rules.isPresent()) {
      rules.find(this, evaluation).answer(query, choice);
      choice.clientScope(Math.max(evaluation.clientScope, evaluation.ruleScope));
    } else {
      answer(query, choice);
    }
  }

  private void answer(Query query, Choice choice) {
    var evaluation = choice.evaluation();
    settle(query.nowNanos(), evaluation);
    switch (evaluation.outcome) {
      case NOT_READY -> notReady(choice);
      case NODATA -> choice.begin(Choice.Kind.NODATA, noDataTtl(evaluation), -1);
      case OPEN -> open(order[evaluation.tier], query, choice);
      case SELECTED -> select(drawTier(query, evaluation), query, choice);
    }
    choice.clientScope(evaluation.clientScope);
  }

  /// Returns the tier that answers; now and then that of `trickle` instead of a healthy first one.
  private CompiledTier drawTier(Query query, Evaluation evaluation) {
    if (trickle == null
        || evaluation.tier != 0
        || !evaluation.healthy
        || query.draw().below(Trickle.MILLION) >= tricklePerMillion()) {
      return order[evaluation.tier];
    }
    var state = trickle.evaluate(query.nowNanos(), blind == null, evaluation);
    if (state == Decision.TierState.HEALTHY) {
      evaluation.cap = CompiledMember.UNLIMITED;
      recovery.apply(trickle, true, query.nowNanos(), evaluation);
      return trickle;
    }
    settle(query.nowNanos(), evaluation);
    return order[evaluation.tier];
  }

  private int tricklePerMillion() {
    var share = name.trickle();
    return share == null ? 0 : share.perMillion();
  }

  /// Whether there is a CNAME is no question of health while the name has addresses.
  private void notReady(Choice choice) {
    if (asksForAlias(order[0])) {
      choice.begin(Choice.Kind.NODATA, Integer.MAX_VALUE, -1);
    } else {
      choice.begin(Choice.Kind.NOT_READY, 0, EDE_NOT_READY);
    }
  }

  private boolean asksForAlias(CompiledTier tier) {
    return type == HostName.CNAME && !tier.isAlias();
  }

  /// Answers from a tier that holds no records of the type asked for: with its CNAME, or that there
  /// is no CNAME now.
  private void answerOtherwise(
      CompiledTier tier, int ttlSeconds, int extendedError, Query query, Choice choice) {
    if (tier.isAlias()) {
      for (var member : tier.members()) {
        expose(member, ttlSeconds, query);
      }
      choice.begin(Choice.Kind.ALIAS, ttlSeconds, extendedError, tier.alias());
    } else {
      choice.begin(Choice.Kind.NODATA, Integer.MAX_VALUE, -1);
    }
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
    for (var turn = 0; turn < order.length; turn++) {
      var i = tierInTurn(turn);
      var tier = order[i];
      var state = tier.evaluate(nowNanos, leases, evaluation);
      var answers = tier.answers(state);
      recovery.apply(tier, answers, nowNanos, evaluation);
      if (answers) {
        recovery.applyTo(tier, evaluation);
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
    if (name.tolerance().onExhausted() == Tolerance.OnExhausted.OPEN) {
      openFirst(evaluation);
    }
  }

  private void openFirst(Evaluation evaluation) {
    if (anyOpens(order[0])) {
      evaluation.panic = true;
      evaluation.tier = 0;
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

  int noDataTtl(Evaluation evaluation) {
    return evaluation.panic
        ? panicTtl()
        : (int) Math.min(name.promise().negativeTtl().toSeconds(), evaluation.cap);
  }

  private int panicTtl() {
    return (int) name.promise().panicTtl().toSeconds();
  }

  int openTtl(CompiledTier tier) {
    return Math.min(tier.zoneTtl(), panicTtl());
  }

  /// What is left of the zone's TTL before any lease is looked at.
  private int mostTtl(CompiledTier tier, Evaluation evaluation) {
    return evaluation.panic ? openTtl(tier) : Math.min(tier.zoneTtl(), evaluation.cap);
  }

  private void open(CompiledTier tier, Query query, Choice choice) {
    var ttl = openTtl(tier);
    if (!holdsRecords(tier)) {
      answerOtherwise(tier, ttl, EDE_OTHER, query, choice);
      return;
    }
    choice.begin(Choice.Kind.RECORDS, ttl, EDE_OTHER);
    var members = tier.members();
    var start = (int) query.draw().below(members.length);
    for (var i = 0; i < members.length; i++) {
      var member = members[(start + i) % members.length];
      if (member.opens()) {
        add(member, ttl, query, choice);
      }
    }
  }

  private void add(CompiledMember member, int ttl, Query query, Choice choice) {
    choice.add(member.rdata());
    expose(member, ttl, query);
  }

  private void expose(CompiledMember member, int ttl, Query query) {
    member.exposure().note(query.nowNanos() + ttl * NANOS + slackNanos);
  }

  private boolean holdsRecords(CompiledTier tier) {
    return tier.type() == type && !tier.isAlias();
  }

  private void select(CompiledTier tier, Query query, Choice choice) {
    var evaluation = choice.evaluation();
    var answers = Chooser.choose(tier, query.draw(), evaluation);
    var ttl = mostTtl(tier, evaluation);
    for (var i = 0; i < answers; i++) {
      ttl = Math.min(ttl, evaluation.ttl[evaluation.live[i]]);
    }
    if (!evaluation.panic) {
      for (var i = 0; i < answers; i++) {
        tier.members()[evaluation.live[i]].handOut(ttl, query.nowNanos());
      }
    }
    if (!holdsRecords(tier)) {
      answerOtherwise(tier, ttl, -1, query, choice);
      return;
    }
    choice.begin(Choice.Kind.RECORDS, ttl, -1);
    for (var i = 0; i < answers; i++) {
      add(tier.members()[evaluation.live[i]], ttl, query, choice);
    }
  }

  /// Whether it was compiled while checks had no first result: it must be compiled again when that
  /// hold has ended, for those that follow it.
  public boolean wasHeld() {
    return held;
  }

  /// Whether nothing is answered yet because checks have no first result.
  public boolean isHeld(long nowNanos) {
    return held && nowNanos - heldUntilNanos < 0;
  }

  /// Whether no tier is left by the verdicts alone, whatever the age of the evidence. Said of the
  /// types that the name has itself, not of those that only a backup tier would bring.
  public boolean isExhausted(long nowNanos) {
    return order[0].type() == type && (hasNoTier(nowNanos) || rules.anyHasNoTier(nowNanos));
  }

  /// Whether no tier is left by the verdicts alone, and none of them is still waited for.
  public boolean isExhaustedByVerdicts() {
    return order[0].type() == type && exhausted && !held;
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

  /// Returns how long, in seconds, members may be named outside of their own RRset, for instance as
  /// hints: the shortest lease among them, or −1 when one of them would not be answered now. Any
  /// thread; allocates nothing.
  ///
  /// @param addresses as RDATA
  /// @param scratch its answer is left alone
  public int leaseSeconds(byte[][] addresses, Query query, Choice scratch) {
    var evaluation = scratch.evaluation();
    var asked = variant(query, evaluation);
    asked.settle(query.nowNanos(), evaluation);
    var ttl = CompiledMember.UNLIMITED;
    for (var address : addresses) {
      ttl = Math.min(ttl, asked.ttlSeconds(address, evaluation));
    }
    return ttl;
  }

  /// Returns for how large a network around the client the last {@link #leaseSeconds} holds: the
  /// length of its prefix, 0 for everyone.
  public int leaseScope(Choice scratch) {
    return rules.isPresent() ? scratch.evaluation().ruleScope : 0;
  }

  /// Takes note that members were named outside of their own RRset. Any thread; allocates nothing.
  ///
  /// @param addresses as RDATA
  /// @param ttlSeconds for how long
  public void exposeOutside(byte[][] addresses, int ttlSeconds, Query query) {
    for (var tier : allTiers) {
      for (var member : tier.members()) {
        for (var address : addresses) {
          if (Arrays.equals(member.rdata(), address)) {
            expose(member, ttlSeconds, query);
          }
        }
      }
    }
  }

  private int ttlSeconds(byte[] address, Evaluation evaluation) {
    return switch (evaluation.outcome) {
      case NOT_READY, NODATA -> -1;
      case OPEN -> openedTtl(address, order[evaluation.tier]);
      case SELECTED -> selectedTtl(address, order[evaluation.tier], evaluation);
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

  boolean hasNoTier(long nowNanos) {
    return exhausted && !isHeld(nowNanos);
  }

  /// Returns what answers those that no rule is about, then the clients of each rule.
  public List<CompiledSteering> orders() {
    return rules.isPresent()
        ? Stream.concat(Stream.of(this), rules.byRule().stream()).toList()
        : List.of(this);
  }

  /// Returns how each tier stands by verdicts and forced states, in order of preference.
  public List<TierHold.State> tierStates() {
    var evaluation = scratch();
    return Stream.of(order).map(tier -> tier.holdState(evaluation)).toList();
  }

  /// Returns the names of the tiers, in order of preference.
  public List<DnsName> tierNames() {
    return Stream.of(order).map(CompiledTier::name).toList();
  }

  /// Returns which tier answers before better ones; 0 but for `failback`.
  public int first() {
    return first;
  }

  /// Whether it answers without regard to evidence because the monitors fail.
  boolean isBlind() {
    return blind != null;
  }

  /// What kind of answer a tier gives to questions for this type.
  Choice.Kind kind(CompiledTier tier) {
    if (tier.isAlias()) {
      return Choice.Kind.ALIAS;
    }
    return tier.type() == type ? Choice.Kind.RECORDS : Choice.Kind.NODATA;
  }

  /// Returns how many members of its own the name can answer with by verdicts and forced states;
  /// backup tiers do not count, standby members do.
  public int usableMembers() {
    return order[0].candidates();
  }

  /// Returns why this RRset answers as it does at a moment. Not for the query path.
  public Decision explain(long nowNanos) {
    return new Explanation(this, nowNanos).decision();
  }

  /// Returns why this RRset answers one client as it does. Not for the query path.
  public Decision explain(Query query) {
    return variant(query).explain(query.nowNanos());
  }

  /// Returns the number of the rule that a client falls under, from 1; 0 for none. Not for the
  /// query path.
  public int ruleOf(Query query) {
    return rules.number(variant(query));
  }

  private CompiledSteering variant(Query query) {
    return variant(query, new Evaluation());
  }

  /// Returns what answers a client: itself where no rule is about it.
  private CompiledSteering variant(Query query, Evaluation evaluation) {
    if (!rules.isPresent()) {
      return this;
    }
    evaluation.client.of(query);
    return rules.find(this, evaluation);
  }

  /// Returns what gets a share of the answers while the first tier is healthy, or null.
  public @Nullable DnsName trickle() {
    return trickle == null ? null : trickle.name();
  }

  /// The tiers in order of preference.
  List<CompiledTier> tiers() {
    return List.of(order);
  }

  /// All tiers that may answer somebody, in the order of the plan. Not to be written to.
  CompiledTier[] allTiers() {
    return allTiers;
  }
}
