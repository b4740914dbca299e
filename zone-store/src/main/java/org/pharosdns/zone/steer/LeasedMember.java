package org.pharosdns.zone.steer;

import org.jspecify.annotations.Nullable;

/// One member of a tier with what no verdict changes.
///
/// @param rdata of its record; empty for a host
/// @param lease how long it may be cached; null when nothing real stands behind it
/// @param exposure where answers note until when caches hold it
/// @param deadlineNanos until when it is waited for at most, monotonic
@SuppressWarnings("ArrayRecordComponent") // shared with the answer, never compared
record LeasedMember(
    PlannedMember planned,
    byte[] rdata,
    @Nullable Lease lease,
    Exposure exposure,
    long deadlineNanos) {}
