package org.pharosdns.zone.steer;

import org.jspecify.annotations.Nullable;

/// One member of a tier with the verdict of one moment. Thousands are made at once when a verdict
/// is shared, so what no verdict changes is not repeated.
///
/// @param lease that of `constant`, which answers ask for most
/// @param units share of the answers; 0 for `"standby"` and `"off"`
/// @param part how much of its weight counts, of {@link #WHOLE}; less while it starts slowly or its
///     target asks for less
/// @param candidate whether it may answer as far as verdict, forced state and weight go
/// @param reason why it is or is no candidate
/// @param waitedFor whether its verdict counts and one of its checks has no result yet
/// @param fixedTtl the TTL of a member that was forced up, seconds; −1 for none
/// @param returnsByItself whether a passing probe would bring it back
record CompiledMember(
    LeasedMember constant,
    @Nullable Lease lease,
    int units,
    int part,
    boolean candidate,
    Reason reason,
    boolean waitedFor,
    int fixedTtl,
    boolean returnsByItself) {
  /// The TTL of a member that sets none.
  static final int UNLIMITED = Integer.MAX_VALUE;

  /// The part of its weight that counts when all of it does: a thousand thousandths of a hundred
  /// percent.
  static final int WHOLE = 1000 * 100;

  /// Returns this member with so many units.
  CompiledMember inUnits(int newUnits) {
    return newUnits == units
        ? this
        : new CompiledMember(
            constant,
            lease,
            newUnits,
            part,
            candidate,
            reason,
            waitedFor,
            fixedTtl,
            returnsByItself);
  }

  /// What it publishes.
  Endpoint address() {
    return constant.planned().member().address();
  }

  /// The RDATA of its record; empty for a host. Not to be written to.
  byte[] rdata() {
    return constant.rdata();
  }

  Weight weight() {
    return constant.planned().weight();
  }

  /// Until when it is waited for at most, monotonic.
  long deadlineNanos() {
    return constant.deadlineNanos();
  }

  /// Where answers note until when caches hold it.
  Exposure exposure() {
    return constant.exposure();
  }

  /// Returns the TTL in seconds that it allows, {@link #UNLIMITED}, or {@link Lease#STALE}.
  int ttlSeconds(long nowNanos) {
    if (fixedTtl >= 0) {
      return fixedTtl;
    }
    return lease == null ? UNLIMITED : lease.ttlSeconds(nowNanos);
  }

  /// Takes note that it is answered with that TTL; an answer that breaks its lease is counted.
  void handOut(int ttlSeconds, long nowNanos) {
    if (fixedTtl < 0 && lease != null && lease.isBrokenBy(ttlSeconds, nowNanos)) {
      exposure().violated();
    }
  }

  /// Whether it answers when everything is open: all but drained, forced down and off.
  boolean opens() {
    return reason != Reason.DRAINED && reason != Reason.FORCED_DOWN && reason != Reason.OFF;
  }
}
