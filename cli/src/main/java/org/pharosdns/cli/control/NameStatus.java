package org.pharosdns.cli.control;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a steered RRset stands.
///
/// @param name absolute owner name, with its final dot
/// @param type mnemonic
/// @param ttl in seconds with which it would be answered now, or null when no address would be
/// @param exhausted whether no tier is left
/// @param panic whether the answer has no lease behind it and lives for `panic_ttl`
/// @param suspended whether the failover budget does not hold now
/// @param budget the failover budget, or null when it has no lease
/// @param detection how long a death can go unnoticed, or null when nothing is probed
/// @param smallestBudget the smallest budget that can be kept, or null when it has no lease
/// @param budgetFeasible whether the budgets can be kept
public record NameStatus(
    String name,
    String type,
    @Nullable Long ttl,
    boolean exhausted,
    boolean panic,
    boolean suspended,
    @Nullable Duration budget,
    @Nullable Duration detection,
    @Nullable Duration smallestBudget,
    boolean budgetFeasible) {}
