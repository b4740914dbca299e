package org.pharosdns.cli.steering;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// The time of day carried on by the monotonic clock, so that it does not jump when somebody sets
/// the wall clock. Whoever keeps moments of it asks how far the wall clock has jumped, moves these
/// moments, and then lets this clock follow. May be read by any thread; one lets it follow.
public final class SteadyClock implements InstantSource {
  /// What is less is slewing, or the unpunctuality of a thread between two clocks.
  private static final Duration LEAST_JUMP = Duration.ofSeconds(1);

  /// What both clocks showed at one moment.
  private record Anchor(Instant wall, long nanos) {}

  private final InstantSource wall;
  private final LongSupplier nanoTime;
  private volatile Anchor anchor;

  public SteadyClock(InstantSource wall, LongSupplier nanoTime) {
    this.wall = wall;
    this.nanoTime = nanoTime;
    anchor = new Anchor(wall.instant(), nanoTime.getAsLong());
  }

  @Override
  public Instant instant() {
    var from = anchor;
    return from.wall().plusNanos(nanoTime.getAsLong() - from.nanos());
  }

  /// Returns how far the wall clock has gone away from this one, forwards or (negative) backwards;
  /// zero while that is less than a second.
  Duration jump() {
    var away = Duration.between(instant(), wall.instant());
    return away.abs().compareTo(LEAST_JUMP) < 0 ? Duration.ZERO : away;
  }

  /// Goes along with a jump of the wall clock.
  void follow(Duration jump) {
    var from = anchor;
    anchor = new Anchor(from.wall().plus(jump), from.nanos());
  }
}
