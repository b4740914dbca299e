package org.pharosdns.cli.control;

/// From which tier a steered RRset answers after a failback.
///
/// @param name absolute, with its final dot
/// @param type `A`, `AAAA`, ...
/// @param tier the owner name of the first tier to answer
public record FailbackReport(String name, String type, String tier) {}
