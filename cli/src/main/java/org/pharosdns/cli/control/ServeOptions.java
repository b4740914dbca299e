package org.pharosdns.cli.control;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the command line says about a server to start; it wins over the configuration file.
///
/// @param configuration the file of `-c`, or null for the usual places, then the defaults
/// @param zones the folder of zones, or null for the configured one
/// @param listen `ADDRESS:PORT` each; empty for the configured ones
public record ServeOptions(
    @Nullable Path configuration, @Nullable Path zones, List<String> listen) {}
