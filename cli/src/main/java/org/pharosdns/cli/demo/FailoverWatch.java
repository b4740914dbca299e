package org.pharosdns.cli.demo;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What the answers prove about one address: when it left them after its death, how long a cache
/// could hold it, when it came back. Times are nanoseconds of one monotonic clock, never
/// decreasing. Not for several threads.
final class FailoverWatch {
  private boolean dead;
  private boolean answered;
  private long turnedNanos;
  private long lastExpiryNanos;
  private @Nullable Duration leftAfter;
  private @Nullable Duration returnedAfter;

  /// What an answer changed.
  enum Event {
    /// Nothing new.
    NONE,
    /// The first answer without the address since its death.
    LEFT,
    /// The first answer with the address since its revival.
    RETURNED
  }

  /// The endpoint is dead from now on.
  void killed(long nowNanos) {
    dead = true;
    turnedNanos = nowNanos;
    leftAfter = null;
    returnedAfter = null;
  }

  /// The endpoint works from now on.
  void revived(long nowNanos) {
    dead = false;
    turnedNanos = nowNanos;
  }

  /// An answer came in.
  ///
  /// @param present whether the address is in it
  /// @param ttlSeconds how long a cache keeps it
  Event answered(long nowNanos, boolean present, long ttlSeconds) {
    boolean before = answered;
    answered = present;
    if (present) {
      lastExpiryNanos =
          Math.max(lastExpiryNanos, nowNanos + Duration.ofSeconds(ttlSeconds).toNanos());
    }
    if (dead && !present && leftAfter == null) {
      leftAfter = Duration.ofNanos(nowNanos - turnedNanos);
      return Event.LEFT;
    }
    if (!dead && present && !before && leftAfter != null && returnedAfter == null) {
      returnedAfter = Duration.ofNanos(nowNanos - turnedNanos);
      return Event.RETURNED;
    }
    return Event.NONE;
  }

  /// Whether the newest answer had the address.
  boolean present() {
    return answered;
  }

  /// Returns how long after its death the address left the answers, or null when it has not.
  @Nullable Duration leftAfter() {
    return leftAfter;
  }

  /// Returns how long after its revival the address came back, or null when it has not.
  @Nullable Duration returnedAfter() {
    return returnedAfter;
  }

  /// Returns how long after its death the last cache that asked us forgets it. To be read while it
  /// is dead.
  Duration exposure() {
    return Duration.ofNanos(Math.max(0, lastExpiryNanos - turnedNanos));
  }
}
