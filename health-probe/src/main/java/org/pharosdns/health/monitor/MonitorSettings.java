package org.pharosdns.health.monitor;

import java.time.Duration;

/// How hard the probes may press.
///
/// @param probeStartsPerSecond over all monitors, at least 1
/// @param probesPerHost at once per target address, at least 1
/// @param refresh how old the details of the published table (times, counts) may be; verdicts are
///     published at once
public record MonitorSettings(int probeStartsPerSecond, int probesPerHost, Duration refresh) {
  /// The documented defaults: 2,000 a second, 4 at once per host, a table every tenth of a second.
  public static final MonitorSettings DEFAULTS =
      new MonitorSettings(2000, 4, Duration.ofMillis(100));

  /// Throws IllegalArgumentException for a number outside its range.
  public MonitorSettings {
    if (probeStartsPerSecond < 1 || probesPerHost < 1 || !refresh.isPositive()) {
      throw new IllegalArgumentException("every monitor limit must be at least 1");
    }
  }
}
