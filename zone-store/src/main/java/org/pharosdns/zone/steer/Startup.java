package org.pharosdns.zone.steer;

import java.time.Duration;

/// What holds while a member's checks have no first result.
///
/// @param deadline from loading; afterwards a member without a result counts as out
public record Startup(Initial initial, Duration deadline) {
  /// The documented defaults.
  public static final Startup DEFAULTS = new Startup(Initial.HOLD, Duration.ofSeconds(10));

  /// What a member without a result is.
  public enum Initial {
    /// The name is not ready: SERVFAIL.
    HOLD,
    /// In, with the smallest TTL.
    IN,
    /// Out.
    OUT
  }
}
