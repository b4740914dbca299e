package org.pharosdns.cli.control;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.config.ConfigLoader;
import org.pharosdns.zone.model.Problem;

/// Reads the two keys of pharos.toml that lead to the socket, `[admin] socket` and `[server]
/// state`, and overlooks whatever else is in it: a command must reach a server whose configuration
/// is being repaired.
public final class TomlSocketLocator implements ControlSocketLocator {
  private final Path folder;
  private final Path system;

  /// Looks in the current folder, then in `/etc/pharos`.
  public TomlSocketLocator() {
    this(Path.of(""), Path.of("/etc/pharos"));
  }

  /// Looks in two other folders.
  TomlSocketLocator(Path folder, Path system) {
    this.folder = folder;
    this.system = system;
  }

  @Override
  public Path socket(@Nullable Path configuration) throws RefusedException {
    if (configuration != null) {
      return socketOf(configuration);
    }
    for (Path each : new Path[] {folder, system}) {
      Path file = each.resolve("pharos.toml");
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return socketOf(file);
      }
    }
    return folder.resolve("state").resolve("control.sock");
  }

  private static Path socketOf(Path file) throws RefusedException {
    var found = ConfigLoader.controlSocket(file);
    var socket = found.value();
    if (socket == null) {
      throw new RefusedException(found.problems().stream().map(Problem::format).toList());
    }
    return socket;
  }
}
