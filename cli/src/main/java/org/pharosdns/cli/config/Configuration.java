package org.pharosdns.cli.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;

/// What `pharos.toml` says, defaults applied. Paths are resolved against its folder.
///
/// @param file the file, or null when there is none and all is default
/// @param adminHttp where the status page and the metrics are, or null for nowhere
/// @param zoneFiles master files of zones that have an entry with `file`
/// @param checks by name, usable by every zone
/// @param defaults `[defaults]`, for every steering file
public record Configuration(
    @Nullable Path file,
    ServerSection server,
    LimitsSection limits,
    FloodSection floods,
    Path controlSocket,
    @Nullable InetSocketAddress adminHttp,
    Map<DnsName, Path> zoneFiles,
    Map<String, CheckDefinition> checks,
    SteeringDefaults defaults) {
  /// Copies the maps.
  public Configuration {
    zoneFiles = Map.copyOf(zoneFiles);
    checks = Map.copyOf(checks);
  }
}
