package org.pharosdns.cli.control;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Validates configuration, zones and steering without a server.
@FunctionalInterface
public interface ConfigurationCheck {
  /// Returns all problems, and what the steering amounts to where it is sound.
  ///
  /// @param configuration the file of `-c`, or null for the usual places, then the defaults
  /// @param paths configuration files, zone files, steering files and folders of zones to check;
  ///     empty for everything that `configuration` leads to
  CheckReport check(@Nullable Path configuration, List<Path> paths);
}
