package org.pharosdns.cli.control;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Opens the zones of a configuration on the files alone, while no server runs.
@FunctionalInterface
public interface OfflineZones {
  /// Returns the zones; the state folder is held until they are closed.
  ///
  /// @param configuration the file of `-c`, or null for the usual places, then the defaults
  /// @throws RefusedException when the configuration has errors or a server holds the state folder
  Opened open(@Nullable Path configuration) throws RefusedException;

  /// Zones held by this process.
  interface Opened extends AutoCloseable {
    /// The zones.
    ZonesApi zones();

    /// Lets go of the state folder.
    @Override
    void close();
  }
}
