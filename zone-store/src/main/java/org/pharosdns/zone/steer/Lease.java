package org.pharosdns.zone.steer;

/// How long caches may keep one member, by the age of the evidence that it works.
///
/// This is the promise of the failover budget B. Evidence of age a was true a ago; whoever gets the
/// member now with TTL v holds it until v from now, which must not be later than B (less the slack
/// δ) after that evidence:
///
/// ```
/// lastOk ────── age ──────► now ────── v ──────► expiry ── δ ──► lastOk + B
/// ```
///
/// So v ≤ floor(B − δ − age). While the evidence is as fresh as the check's rhythm lets it be, the
/// constant v_fresh is served instead, so that the number stays calm. Evidence too old for v_min is
/// stale, and the member is left out. Nobody has to notice a failure for this to hold: stalled
/// evidence ages by itself.
final class Lease {
  /// The TTL of a member without evidence that is recent enough.
  static final int STALE = -1;

  private static final long NANOS = 1_000_000_000L;

  /// The age of evidence that is too old for v_min.
  private static final long EXPIRED = Long.MAX_VALUE;

  /// The age where there was no pass yet, longer than any that counts: worth v_min.
  private static final long NO_PASS = Long.MAX_VALUE / 2;

  private final ProbeEvidence[] evidence;
  private final int needed;
  private final long leaseNanos;
  private final long freshNanos;
  private final int freshTtl;
  private final int minTtl;

  /// @param evidence of the real monitors, at least one
  /// @param needed how many of them must have passed, 1 to their number
  /// @param leaseNanos B − δ
  /// @param freshNanos I(1+j) + τ, the largest of the monitors
  /// @param minTtl v_min, seconds
  Lease(ProbeEvidence[] evidence, int needed, long leaseNanos, long freshNanos, int minTtl) {
    this.evidence = evidence.clone();
    this.needed = needed;
    this.leaseNanos = leaseNanos;
    this.freshNanos = freshNanos;
    this.minTtl = minTtl;
    freshTtl = (int) Math.floorDiv(leaseNanos - freshNanos, NANOS);
  }

  /// Returns the TTL in seconds, or {@link #STALE}. Without any pass yet: v_min, for a member that
  /// began with a saved verdict only as long as a pass at its time would give that.
  int ttlSeconds(long nowNanos) {
    var age = okAge(nowNanos);
    if (age == EXPIRED) {
      return STALE;
    }
    if (age == NO_PASS) {
      return minTtl;
    }
    return isFresh(age) ? freshTtl : leaseTtl(age);
  }

  private boolean isFresh(long age) {
    return age <= freshNanos && freshTtl >= minTtl;
  }

  private int leaseTtl(long age) {
    return (int) Math.floorDiv(leaseNanos - age, NANOS);
  }

  /// Whether a cache that takes the member now with that TTL would keep it past lastOk + B − δ.
  /// Computed from live evidence, apart from {@link #ttlSeconds}, which must never let this happen.
  boolean isBrokenBy(int ttlSeconds, long nowNanos) {
    var age = okAge(nowNanos);
    return age != NO_PASS && ttlSeconds * NANOS > leaseNanos - age;
  }

  /// Returns which rule {@link #ttlSeconds} followed. Not for the query path.
  Decision.TtlFrom from(long nowNanos) {
    var age = okAge(nowNanos);
    if (age == NO_PASS) {
      return Decision.TtlFrom.MINIMUM;
    }
    return isFresh(age) ? Decision.TtlFrom.FRESH : Decision.TtlFrom.LEASE;
  }

  /// Returns v_fresh in seconds, at least v_min.
  int freshTtlSeconds() {
    return Math.max(freshTtl, minTtl);
  }

  /// Returns the age of the evidence: of the oldest pass among the youngest `needed` ones.
  private long okAge(long nowNanos) {
    var result = EXPIRED;
    for (var candidate : evidence) {
      var age = okAge(nowNanos, candidate);
      var younger = 0;
      for (var other : evidence) {
        if (okAge(nowNanos, other) <= age) {
          younger++;
        }
      }
      if (younger >= needed && age < result) {
        result = age;
      }
    }
    return result;
  }

  /// Returns the age of the failure that the member's return is counted from: the one after which
  /// `needed` monitors may all have been passing. `Long.MAX_VALUE` when too few ever failed.
  long failAge(long nowNanos) {
    var result = 0L;
    for (var candidate : evidence) {
      var age = age(nowNanos, candidate.lastFailNanos());
      var older = 0;
      for (var other : evidence) {
        if (age(nowNanos, other.lastFailNanos()) >= age) {
          older++;
        }
      }
      if (older >= needed && age > result) {
        result = age;
      }
    }
    return result;
  }

  private long okAge(long nowNanos, ProbeEvidence evidence) {
    var passed = evidence.lastOkNanos();
    if (passed != ProbeEvidence.NEVER) {
      var age = age(nowNanos, passed);
      return counts(age, evidence) ? age : EXPIRED;
    }
    var seeded = evidence.seededNanos();
    return seeded == ProbeEvidence.NEVER || counts(age(nowNanos, seeded), evidence)
        ? NO_PASS
        : EXPIRED;
  }

  private boolean counts(long age, ProbeEvidence evidence) {
    return age <= evidence.validNanos() && leaseNanos - age >= minTtl * NANOS;
  }

  private static long age(long nowNanos, long thenNanos) {
    return thenNanos == ProbeEvidence.NEVER ? Long.MAX_VALUE : Math.max(0, nowNanos - thenNanos);
  }
}
