package org.pharosdns.cli.control;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pharosdns.health.verdict.Verdict;

/// How one member of a steered RRset stands: an element of what `status --json` prints.
///
/// @param name absolute owner name, with its final dot
/// @param type `A`, `AAAA`, ...
/// @param address the RDATA in presentation format
/// @param verdict what the probes say
/// @param forced what an operator says instead, or null
/// @param effective what counts
/// @param evidenceAge how long ago the newest probe that passed began, or null
/// @param ttl the TTL in seconds with which it would be answered now, or null when it is left out
/// @param exposedUntil how long a cache may still hand it out, or null when none can
/// @param nextProbe how long until it is probed again, or null when it never is
/// @param reason why the verdict or the forced state is what it is, or null
/// @param ttlFrom which rule set `ttl`
/// @param lease the TTL in seconds that its own evidence allows, or null when nothing limits it
/// @param exposureAssumed whether `exposedUntil` only says what answers before the restart may have
///     left in caches
/// @param passes in a row of the check that passed least
/// @param failures that count towards `fall`, of the check that failed most
/// @param transitions between up and down, of all its checks
/// @param voids probes that said nothing about it, of all its checks
public record MemberStatus(
    String name,
    String type,
    String address,
    Verdict verdict,
    @Nullable MemberState forced,
    MemberState effective,
    @Nullable Duration evidenceAge,
    @Nullable Long ttl,
    @Nullable Duration exposedUntil,
    @Nullable Duration nextProbe,
    @Nullable String reason,
    Explanation.@Nullable TtlSource ttlFrom,
    @Nullable Long lease,
    boolean exposureAssumed,
    int passes,
    int failures,
    int transitions,
    int voids) {}
