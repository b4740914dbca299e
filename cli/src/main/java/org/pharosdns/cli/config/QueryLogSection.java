package org.pharosdns.cli.config;

import java.nio.file.Path;

/// `[query_log]`.
///
/// @param sample the share of queries that are logged, above 0 to 1
/// @param bufferOctets of each event loop
public record QueryLogSection(Path file, double sample, int bufferOctets) {}
