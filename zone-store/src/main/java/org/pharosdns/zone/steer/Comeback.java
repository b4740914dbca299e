package org.pharosdns.zone.steer;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How members and tiers of a name come back after they were down.
///
/// @param flap null for none: however often a member changes, its verdict counts
/// @param slowStart how long the weight of a recovered member takes to be whole; zero for none
public record Comeback(@Nullable Flap flap, Duration slowStart, Failback failback) {
  /// The documented defaults: everything comes back at once.
  public static final Comeback DEFAULTS = new Comeback(null, Duration.ZERO, new Failback.Auto());
}
