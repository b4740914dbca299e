package org.pharosdns.zone.steer;

import java.util.List;

/// What is known of a member at one moment.
///
/// @param readings one for each name of its check, in that order
/// @param exposure where answers with it note until when caches hold it
/// @param watchedNanos since when it is watched, monotonic
public record MemberHealth(
    List<MonitorReading> readings,
    HealthView.Forced forced,
    Standing standing,
    Exposure exposure,
    long watchedNanos) {
  /// Returns what its checks say, for people; empty when it is up with all of its weight.
  public String detail() {
    var detail = CombinedReading.detail(readings);
    return standing.isRamping() && detail.isEmpty()
        ? "slow start, %d%% of its weight".formatted(standing.permille() / 10)
        : detail;
  }
}
