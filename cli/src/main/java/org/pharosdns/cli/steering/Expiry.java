package org.pharosdns.cli.steering;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.pharosdns.health.monitor.ForcedStates;

/// Forced states that release themselves as time goes by: first in the answers, by one thread, then
/// on the disk, by another. The first waits for no disk, unless somebody sets the wall clock.
public final class Expiry {
  private final MonitoredZones zones;
  private final ForcedStates forced;
  private final SteadyClock clock;
  private final Storing storing;
  private final Storing following;

  /// What has released itself by then no longer counts in the answers. Set under the lock of the
  /// forced states when the clock is.
  private volatile Instant answered;

  public Expiry(
      MonitoredZones zones, ForcedStates forced, SteadyClock clock, LongSupplier nanoTime) {
    this.zones = zones;
    this.forced = forced;
    this.clock = clock;
    storing = new Storing("the end of forced states", nanoTime);
    following = new Storing("forced states after the wall clock was set", nanoTime);
    answered = Instant.EPOCH;
  }

  /// Has the answers follow what has released itself, and not because the wall clock was set.
  public void tick() {
    var jump = clock.jump();
    if (!jump.isZero()) {
      follow(jump);
    }
    var now = clock.instant();
    if (forced.expireWithin(answered, now)) {
      zones.recompile();
    }
    answered = now;
  }

  private void follow(Duration jump) {
    if (following.tries(() -> move(jump))) {
      MonitoredZones.LOG.info(
          "the wall clock was set by {} s; nothing else changes", jump.toSeconds());
    }
  }

  private void move(Duration jump) throws IOException {
    synchronized (forced) {
      forced.move(jump);
      clock.follow(jump);
      answered = answered.plus(jump);
    }
  }

  /// Drops from the disk what has released itself in the answers.
  public void drop() {
    storing.tries(this::expire);
  }

  private void expire() throws IOException {
    synchronized (forced) {
      forced.expire(answered);
    }
  }
}
