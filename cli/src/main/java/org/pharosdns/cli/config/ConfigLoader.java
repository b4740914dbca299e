package org.pharosdns.cli.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;

/// Reads `pharos.toml` and the steering files: all problems at once, nothing halfway.
public final class ConfigLoader {
  private ConfigLoader() {}

  /// Returns the file that a command reads: `given` (of `-c`), else `pharos.toml` in
  /// `workingFolder`, else `/etc/pharos/pharos.toml`, else null for the defaults.
  public static @Nullable Path find(@Nullable Path given, Path workingFolder) {
    throw new UnsupportedOperationException();
  }

  /// Loads `file`; null gives the defaults, with paths relative to `workingFolder`. Never throws
  /// for what the file says or for a file that cannot be read.
  public static Loaded<Configuration> load(@Nullable Path file, Path workingFolder) {
    throw new UnsupportedOperationException();
  }

  /// Loads the steering file of the zone `apex`. A file that does not exist steers nothing.
  public static Loaded<SteeringFile> loadSteering(
      Path file, DnsName apex, Configuration configuration) {
    throw new UnsupportedOperationException();
  }
}
