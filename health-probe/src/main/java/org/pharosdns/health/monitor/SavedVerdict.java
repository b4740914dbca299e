package org.pharosdns.health.monitor;

import java.time.Instant;
import org.pharosdns.health.verdict.Verdict;

/// A verdict from before a restart, which stands until the first result.
///
/// @param verdict up or down
/// @param weightPercent the share of its weight that the target wanted, 0 to 100
/// @param savedAt when it was last confirmed; that of a feed when it was told
/// @param countsFromNanos from when its age counts, monotonic: that of a feed from when it was
///     told, of any other from now on, for its first probe is about to start
public record SavedVerdict(
    Verdict verdict, int weightPercent, Instant savedAt, long countsFromNanos) {}
