package org.pharosdns.cli.steering;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pharosdns.health.monitor.Evidence;
import org.pharosdns.zone.steer.Exposure;

/// A member that went down: what is known of it until it is up again.
///
/// @param lastOkNanos start of the newest probe that passed, or `Evidence.NEVER`; monotonic
/// @param verdictNanos when it was found down, monotonic
record Incident(long lastOkNanos, long verdictNanos) {
  /// Returns what the log says when it is over: last good evidence, verdict, last exposure, budget
  /// and the bound achieved.
  ///
  /// @param exposedNanos the latest moment at which a cache could hold it, or `Exposure.NEVER`
  String report(long exposedNanos, @Nullable Duration budget, long nowNanos, Instant now) {
    var known = lastOkNanos != Evidence.NEVER;
    var text = new StringBuilder("last good evidence ");
    text.append(known ? at(lastOkNanos, nowNanos, now) : "unknown");
    text.append(", down since ").append(at(verdictNanos, nowNanos, now));
    text.append(", last exposure ");
    text.append(exposedNanos == Exposure.NEVER ? "none" : at(exposedNanos, nowNanos, now));
    text.append(", budget ").append(budget == null ? "none" : seconds(budget.toNanos()));
    if (known && exposedNanos != Exposure.NEVER) {
      text.append(", bound achieved ").append(seconds(Math.max(0, exposedNanos - lastOkNanos)));
    }
    return text.toString();
  }

  private static Instant at(long nanos, long nowNanos, Instant now) {
    return Instant.ofEpochMilli(now.plusNanos(nanos - nowNanos).toEpochMilli());
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }
}
