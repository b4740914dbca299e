package org.pharosdns.cli.control;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Tells on which socket the server of a configuration listens.
@FunctionalInterface
public interface ControlSocketLocator {
  /// Returns the path of the control socket.
  ///
  /// @param configuration the file of `-c`, or null for `./pharos.toml`, then
  ///     `/etc/pharos/pharos.toml`, then the defaults
  /// @throws RefusedException when the file cannot be read
  Path socket(@Nullable Path configuration) throws RefusedException;
}
