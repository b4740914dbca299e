package org.pharosdns.cli.config;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;

/// What `pharos.toml` says, defaults applied. Paths are resolved against its folder.
///
/// @param file the file, or null when there is none and all is default
/// @param zoneFiles master files of zones that have an entry with `file`
/// @param checks by name, usable by every zone
/// @param defaults `[defaults]`, for every steering file
public record Configuration(
    @Nullable Path file,
    ServerSection server,
    LimitsSection limits,
    FloodSection floods,
    Path controlSocket,
    Map<DnsName, Path> zoneFiles,
    Map<String, CheckDefinition> checks,
    WitnessSection witness,
    SteeringDefaults defaults) {
  /// Copies the maps.
  public Configuration {
    zoneFiles = Map.copyOf(zoneFiles);
    checks = Map.copyOf(checks);
  }
}
