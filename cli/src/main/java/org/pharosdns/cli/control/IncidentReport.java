package org.pharosdns.cli.control;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// An address that went down, with what proves how its failover budget was kept. Moments are in ISO
/// 8601.
///
/// @param name absolute owner name, with its final dot
/// @param reason what its probes found
/// @param lastOkAt start of the newest probe that passed before; null when none ever did
/// @param downAt when it was found down
/// @param upAt when it was found up again; null while it is down
/// @param exposedAt until when caches may hand it out; null when no answer held it
/// @param exposed how long that is from now; negative when it is over
/// @param budget the failover budget; null for none
/// @param bound from the last good evidence to the last exposure: what the budget promises
public record IncidentReport(
    String name,
    String type,
    String address,
    String reason,
    @Nullable String lastOkAt,
    String downAt,
    @Nullable String upAt,
    @Nullable String exposedAt,
    @Nullable Duration exposed,
    @Nullable Duration budget,
    @Nullable Duration bound) {}
