package org.pharosdns.health.monitor;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pharosdns.health.verdict.MonitorState;
import org.pharosdns.health.verdict.Verdict;

/// All that is known of one monitor at one moment. Times are monotonic nanoseconds or {@link
/// Evidence#NEVER}.
///
/// @param weightPercent the share of its weight that the target wants, 0 (no new answers) to 100
/// @param reason the word of the newest result that counted, `none` before the first; see
///     `ProbeResult`
/// @param voidReason the word of the newest result if that one did not count
/// @param lastOkNanos start of the newest probe that passed
/// @param lastFailNanos start of the newest probe that failed
/// @param lastStartNanos start of the newest probe, void ones included
/// @param lastTook how long that one took
/// @param nextProbeNanos when the next probe is to start; NEVER for the constant checks
/// @param transitions changes between up and down, suspicion not counted
/// @param voids results that did not count
/// @param seededAt wall-clock time of the saved verdict that stands here until the first result
public record MonitorStatus(
    Monitor monitor,
    MonitorState state,
    int weightPercent,
    String reason,
    @Nullable String voidReason,
    long lastOkNanos,
    long lastFailNanos,
    long lastStartNanos,
    Duration lastTook,
    long nextProbeNanos,
    int transitions,
    int voids,
    @Nullable Instant seededAt) {
  /// Returns the verdict.
  public Verdict verdict() {
    return state.verdict();
  }
}
