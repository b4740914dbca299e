package org.pharosdns.zone.steer;

import org.jspecify.annotations.Nullable;

/// One member of a tier with what no verdict changes.
///
/// @param lease how long it may be cached; null when nothing real stands behind it
/// @param exposure where answers note until when caches hold it
/// @param deadlineNanos until when it is waited for at most, monotonic
record LeasedMember(
    PlannedMember planned, @Nullable Lease lease, Exposure exposure, long deadlineNanos) {}
