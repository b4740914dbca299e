package org.pharosdns.zone.steer;

import org.pharosdns.dns.wire.DnsName;

/// One tier: the members of an owner's RRset with the verdicts of one moment, and the owner's
/// rules.
///
/// @param members of the tier, in its order
/// @param zoneTtl that of `planned`, which every answer asks for, seconds
@SuppressWarnings("ArrayRecordComponent") // made once, never handed out or compared
record CompiledTier(PlannedTier planned, CompiledMember[] members, int zoneTtl) {
  /// @param members of the tier, in its order
  static CompiledTier of(PlannedTier tier, CompiledMember... members) {
    return new CompiledTier(tier, members, tier.zoneTtl());
  }

  DnsName name() {
    return planned.owner();
  }

  /// Whether the owner has an entry of its own in the steering file.
  boolean checked() {
    return planned.entry() != null;
  }

  CompiledSelection selection() {
    return planned.selection();
  }

  Tolerance tolerance() {
    return planned.tolerance();
  }

  /// The type of its records: A, AAAA or CNAME.
  int type() {
    return planned.type();
  }

  /// For a CNAME, the block of that record under the name that is asked; else empty. Not to be
  /// written to.
  byte[] alias() {
    return planned.alias();
  }

  /// Whether nothing real stands behind any of its members.
  boolean isUnchecked() {
    for (var member : members) {
      if (member.lease() != null) {
        return false;
      }
    }
    return true;
  }

  /// Whether its one record is a CNAME.
  boolean isAlias() {
    return type() == HostName.CNAME;
  }

  /// Finds out who may answer. Fills `in`, `stale`, `ttl` and `live` of the evaluation.
  ///
  /// @param leases whether stale members are left out; else the verdicts alone count
  Decision.TierState evaluate(long nowNanos, boolean leases, Evaluation evaluation) {
    admit(nowNanos, leases, evaluation);
    if (tolerance().omitsSuspects()) {
      omitSuspects(evaluation);
    }
    gather(evaluation);
    if (evaluation.liveCount == 0) {
      return members.length == 0 ? Decision.TierState.ABSENT : Decision.TierState.EMPTY;
    }
    return healthy(evaluation) < planned.needed()
        ? Decision.TierState.LOW
        : Decision.TierState.HEALTHY;
  }

  private void admit(long nowNanos, boolean leases, Evaluation evaluation) {
    for (var i = 0; i < members.length; i++) {
      var member = members[i];
      var ttl = CompiledMember.UNLIMITED;
      if (leases && member.candidate()) {
        ttl = member.ttlSeconds(nowNanos);
      }
      evaluation.stale[i] = ttl == Lease.STALE;
      evaluation.in[i] = member.candidate() && ttl != Lease.STALE;
      evaluation.ttl[i] = ttl;
    }
  }

  private void omitSuspects(Evaluation evaluation) {
    var others = 0L;
    for (var i = 0; i < members.length; i++) {
      if (evaluation.in[i] && members[i].reason() != Reason.SUSPECT && members[i].units() > 0) {
        others += health(i);
      }
    }
    if (others < planned.needed()) {
      return;
    }
    for (var i = 0; i < members.length; i++) {
      evaluation.in[i] &= members[i].reason() != Reason.SUSPECT;
    }
  }

  private void gather(Evaluation evaluation) {
    evaluation.shares = false;
    for (var i = 0; i < members.length; i++) {
      evaluation.shares |= evaluation.in[i] && members[i].units() > 0;
    }
    var count = 0;
    for (var i = 0; i < members.length; i++) {
      if (evaluation.in[i] && (members[i].units() > 0 || !evaluation.shares)) {
        evaluation.live[count++] = i;
      }
    }
    evaluation.liveCount = count;
  }

  private long healthy(Evaluation evaluation) {
    var healthy = 0L;
    for (var i = 0; i < members.length; i++) {
      if (evaluation.in[i]) {
        healthy += health(i);
      }
    }
    return healthy;
  }

  private long health(int i) {
    return planned.byUnits() ? Tiers.units(members[i].weight()) : 1;
  }

  /// Returns whether a tier in that state answers.
  boolean answers(Decision.TierState state) {
    return switch (state) {
      case HEALTHY -> true;
      case LOW -> tolerance().onLow() != Tolerance.OnLow.NEXT;
      case EMPTY, ABSENT -> false;
    };
  }

  /// Returns how the tier stands by verdicts and forced states at a moment.
  TierHold.State holdState(long nowNanos, Evaluation evaluation) {
    if (answers(evaluate(0, false, evaluation))) {
      return TierHold.State.ANSWERS;
    }
    return undecidedUntil(nowNanos) - nowNanos > 0
        ? TierHold.State.UNDECIDED
        : TierHold.State.FAILS;
  }

  /// Returns until when members without a verdict are waited for, monotonic; `nanos` when that is
  /// no later.
  long undecidedUntil(long nanos) {
    var until = nanos;
    for (var member : members) {
      if (isUndecided(member, until)) {
        until = member.deadlineNanos();
      }
    }
    return until;
  }

  /// Returns until when members are waited for of which a check has no result, monotonic; `nanos`
  /// when that is no later.
  long waitsUntil(long nanos) {
    var until = nanos;
    for (var member : members) {
      if (member.waitedFor() && member.deadlineNanos() - until > 0) {
        until = member.deadlineNanos();
      }
    }
    return until;
  }

  private static boolean isUndecided(CompiledMember member, long nowNanos) {
    return member.reason() == Reason.UNKNOWN && member.deadlineNanos() - nowNanos > 0;
  }

  /// Whether a member may answer by verdicts and forced states.
  boolean hasCandidate() {
    for (var member : members) {
      if (member.candidate()) {
        return true;
      }
    }
    return false;
  }

  /// Returns how many members may answer by verdicts and forced states, or are waited for.
  int usable(long nowNanos) {
    var count = 0;
    for (var member : members) {
      if (member.candidate() || isUndecided(member, nowNanos)) {
        count++;
      }
    }
    return count;
  }
}
