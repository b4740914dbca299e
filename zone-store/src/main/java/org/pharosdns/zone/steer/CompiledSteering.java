package org.pharosdns.zone.steer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.pharosdns.dns.query.Draw;
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

  private final PlannedRRset planned;
  private final CompiledTier[] tiers;
  private final TierOrder byDefault;
  private final ClientRules rules;
  private final boolean knowsClients;
  private final long slackNanos;

  /// @param tiers that may answer somebody, in the order of the plan
  /// @param byDefault in which order they answer those that no rule is about
  CompiledSteering(
      PlannedRRset planned, CompiledTier[] tiers, TierOrder byDefault, ClientRules rules) {
    this.planned = planned;
    this.tiers = tiers;
    this.byDefault = byDefault;
    this.rules = rules;
    knowsClients = rules.isPresent() || byDefault.knowsClients();
    slackNanos = planned.name().promise().slack().toNanos();
  }

  @Override
  public DnsName owner() {
    return planned.name().owner();
  }

  @Override
  public int type() {
    return planned.type();
  }

  @Override
  public void choose(Query query, Choice choice) {
    var evaluation = choice.evaluation();
    if (knowsClients) {
      evaluation.client.of(query);
    }
    if (rules.isPresent()) {
      answer(rules.find(byDefault, evaluation), query, choice);
      choice.clientScope(Math.max(evaluation.clientScope, evaluation.ruleScope));
    } else {
      answer(byDefault, query, choice);
      choice.clientScope(evaluation.clientScope);
    }
  }

  private void answer(TierOrder order, Query query, Choice choice) {
    var evaluation = choice.evaluation();
    order.settle(query.nowNanos(), evaluation);
    switch (evaluation.outcome) {
      case NOT_READY -> notReady(order, choice);
      case NODATA -> choice.begin(Choice.Kind.NODATA, order.noDataTtl(evaluation), -1);
      case OPEN -> open(order.tiers()[evaluation.tier], order, query, choice);
      case SELECTED -> select(order.drawTier(query, evaluation), order, query, choice);
    }
  }

  /// Whether there is a CNAME is no question of health while the name has addresses.
  private void notReady(TierOrder order, Choice choice) {
    if (planned.type() == HostName.CNAME && !order.tiers()[0].isAlias()) {
      choice.begin(Choice.Kind.NODATA, Integer.MAX_VALUE, -1);
    } else {
      choice.begin(Choice.Kind.NOT_READY, 0, EDE_NOT_READY);
    }
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

  private void open(CompiledTier tier, TierOrder order, Query query, Choice choice) {
    var ttl = order.openTtl(tier);
    if (!holdsRecords(tier)) {
      answerOtherwise(tier, ttl, EDE_OTHER, query, choice);
      return;
    }
    choice.begin(Choice.Kind.RECORDS, ttl, EDE_OTHER);
    var members = tier.members();
    var start = firstOpen(tier, query.draw());
    for (var i = 0; i < members.length; i++) {
      var member = members[(start + i) % members.length];
      if (member.opens()) {
        add(member, ttl, query, choice);
      }
    }
  }

  /// Draws the member that comes first among those that answer when all do.
  private static int firstOpen(CompiledTier tier, Draw draw) {
    var open = 0;
    for (var member : tier.members()) {
      open += member.opens() ? 1 : 0;
    }
    var left = (int) draw.below(open);
    for (var i = 0; ; i++) {
      if (tier.members()[i].opens() && left-- == 0) {
        return i;
      }
    }
  }

  private void add(CompiledMember member, int ttl, Query query, Choice choice) {
    choice.add(member.rdata());
    expose(member, ttl, query);
  }

  private void expose(CompiledMember member, int ttl, Query query) {
    if (!query.client().isImagined()) {
      member.exposure().note(query.nowNanos() + ttl * NANOS + slackNanos);
    }
  }

  private boolean holdsRecords(CompiledTier tier) {
    return tier.type() == planned.type() && !tier.isAlias();
  }

  private void select(CompiledTier tier, TierOrder order, Query query, Choice choice) {
    var evaluation = choice.evaluation();
    var answers = Chooser.choose(tier, query.draw(), evaluation);
    var ttl = order.mostTtl(tier, evaluation);
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

  /// Whether it was compiled while some clients were answered nothing because checks had no first
  /// result: it must be compiled again when such a hold ends, for those that follow it.
  public boolean wasHeld() {
    return byDefault.wasHeld() || rules.any(TierOrder::wasHeld);
  }

  /// Whether such a hold has ended since it was compiled.
  public boolean isHeldNoMore(long nowNanos) {
    return orders().stream().anyMatch(order -> order.wasHeld() && !order.isHeld(nowNanos));
  }

  /// Whether some clients are answered nothing yet because checks have no first result.
  public boolean isHeld(long nowNanos) {
    return byDefault.isHeld(nowNanos) || rules.any(order -> order.isHeld(nowNanos));
  }

  /// Whether no tier is left by the verdicts alone, whatever the age of the evidence. Said of the
  /// types that the name has itself, not of those that only a backup tier would bring.
  public boolean isExhausted(long nowNanos) {
    return isOwnType()
        && (byDefault.hasNoTier(nowNanos) || rules.any(order -> order.hasNoTier(nowNanos)));
  }

  private boolean isOwnType() {
    return byDefault.tiers()[0].type() == planned.type();
  }

  /// Whether no tier is left by the verdicts alone, and none of them is still waited for.
  public boolean isExhaustedByVerdicts() {
    return isOwnType() && byDefault.isExhaustedByVerdicts();
  }

  /// Whether a member would be in an answer, among others, by the verdicts alone.
  ///
  /// @param address as RDATA
  public boolean admits(byte[] address) {
    return byDefault.admits(address);
  }

  /// Returns how long, in seconds, members may be named outside of their own RRset, for instance as
  /// hints: the shortest lease among them, or −1 when one of them would not be answered now. Any
  /// thread; allocates nothing.
  ///
  /// @param addresses as RDATA
  /// @param scratch its answer is left alone
  public int leaseSeconds(byte[][] addresses, Query query, Choice scratch) {
    var evaluation = scratch.evaluation();
    var asked = order(query, evaluation);
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
    for (var tier : tiers) {
      for (var member : tier.members()) {
        for (var address : addresses) {
          if (Arrays.equals(member.rdata(), address)) {
            expose(member, ttlSeconds, query);
          }
        }
      }
    }
  }

  /// Returns the order for those that no rule is about, then that of each rule.
  public List<TierOrder> orders() {
    return rules.isPresent()
        ? Stream.concat(Stream.of(byDefault), rules.byRule().stream()).toList()
        : List.of(byDefault);
  }

  /// Returns how many members of its own the name can answer with at a moment by verdicts and
  /// forced states, or still waits for; backup tiers do not count, standby members do.
  public int usableMembers(long nowNanos) {
    return byDefault.tiers()[0].usable(nowNanos);
  }

  /// Returns why this RRset answers those that no rule is about as it does at a moment. Not for the
  /// query path.
  public Decision explain(long nowNanos) {
    return byDefault.explain(nowNanos);
  }

  /// Returns why this RRset answers one client as it does. Not for the query path.
  public Decision explain(Query query) {
    return order(query, new Evaluation()).explain(query.nowNanos());
  }

  /// Returns the number of the rule that a client falls under, from 1; 0 for none. Not for the
  /// query path.
  public int ruleOf(Query query) {
    return rules.number(order(query, new Evaluation()));
  }

  private TierOrder order(Query query, Evaluation evaluation) {
    if (!rules.isPresent()) {
      return byDefault;
    }
    evaluation.client.of(query);
    return rules.find(byDefault, evaluation);
  }

  /// All tiers that may answer somebody, in the order of the plan. Not to be written to.
  CompiledTier[] tiers() {
    return tiers;
  }
}
