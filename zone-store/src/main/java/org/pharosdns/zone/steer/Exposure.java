package org.pharosdns.zone.steer;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// Until when caches may hand out one member: the latest expiry that any answer gave it, slack
/// included. Any thread; allocates nothing.
///
/// Moments are rounded up to the next quarter of a second or so, so that of all the answers only
/// some four a second write here, and event loops do not fight over the cache line.
public final class Exposure {
  /// The value of a member that no cache holds.
  public static final long NEVER = Long.MIN_VALUE;

  private static final long GRAIN = (1L << 28) - 1;

  private final AtomicLong untilNanos = new AtomicLong(NEVER);

  private final LongAdder violations = new LongAdder();

  private volatile long assumedNanos = NEVER;

  /// Takes note that an answer leaves a member in caches until then; monotonic.
  public void note(long expiryNanos) {
    var until = expiryNanos | GRAIN;
    var known = untilNanos.getOpaque();
    while (known < until && !untilNanos.compareAndSet(known, until)) {
      known = untilNanos.getOpaque();
    }
  }

  /// Takes note of an answer that caches may keep longer than the lease allows: a bug of ours.
  void violated() {
    violations.increment();
  }

  /// Returns how many answers broke the lease of this member.
  public long violations() {
    return violations.sum();
  }

  /// Takes note that answers which nobody remembers may leave a member in caches until then.
  public void assume(long expiryNanos) {
    note(expiryNanos);
    assumedNanos = expiryNanos | GRAIN;
  }

  /// Whether the latest expiry is only assumed.
  public boolean isAssumed() {
    return untilNanos.get() == assumedNanos && assumedNanos != NEVER;
  }

  /// Returns the latest expiry, at most 0.27 s too late, or {@link #NEVER}.
  public long untilNanos() {
    return untilNanos.get();
  }
}
