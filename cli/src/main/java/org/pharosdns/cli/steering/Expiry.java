package org.pharosdns.cli.steering;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.pharosdns.cli.control.Reason;
import org.pharosdns.health.monitor.ForcedStates;

/// Forced states that release themselves as time goes by: first in the answers, by one thread, then
/// on the disk, by another. The first waits for no disk, unless somebody sets the wall clock.
public final class Expiry {
  private final MonitoredZones zones;
  private final ForcedStates forced;
  private final SteadyClock clock;

  /// What has released itself by then no longer counts in the answers. Set under the lock of the
  /// forced states when the clock is.
  private volatile Instant answered;

  public Expiry(MonitoredZones zones, ForcedStates forced, SteadyClock clock) {
    this.zones = zones;
    this.forced = forced;
    this.clock = clock;
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
    try {
      synchronized (forced) {
        forced.move(jump);
        clock.follow(jump);
        answered = answered.plus(jump);
      }
      MonitoredZones.LOG.info(
          "the wall clock was set by {} s; nothing else changes", jump.toSeconds());
    } catch (IOException e) {
      MonitoredZones.LOG.warn("forced states do not follow the wall clock: {}", Reason.of(e));
    }
  }

  /// Drops from the disk what has released itself in the answers.
  public void drop() {
    try {
      synchronized (forced) {
        forced.expire(answered);
      }
    } catch (IOException e) {
      MonitoredZones.LOG.warn("expired forced states could not be dropped: {}", Reason.of(e));
    }
  }
}
