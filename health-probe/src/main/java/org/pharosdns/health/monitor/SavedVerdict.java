package org.pharosdns.health.monitor;

import java.time.Instant;
import org.pharosdns.health.verdict.Verdict;

/// A verdict from before a restart, which stands until the first result.
///
/// @param verdict up or down
public record SavedVerdict(Verdict verdict, Instant savedAt) {}
