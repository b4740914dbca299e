package org.pharosdns.cli.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.config.PlainFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

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
    try {
      JsonNode root = new TomlMapper().readTree(PlainFile.read(file, PlainFile.MOST_TOML_OCTETS));
      Path state = Path.of(root.path("server").path("state").asString("state"));
      String socket = root.path("admin").path("socket").asString("");
      return file.resolveSibling(
          socket.isEmpty() ? state.resolve("control.sock") : Path.of(socket));
    } catch (IOException e) {
      throw new RefusedException("the configuration cannot be read: " + Reason.of(e));
    } catch (JacksonException e) {
      var place = e.getLocation();
      throw new RefusedException(
          "%s:%d:%d: %s"
              .formatted(file, place.getLineNr(), place.getColumnNr(), e.getOriginalMessage()));
    }
  }
}
