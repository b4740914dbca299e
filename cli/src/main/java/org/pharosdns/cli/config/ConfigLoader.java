package org.pharosdns.cli.config;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.steer.ZoneSteering;

/// Reads `pharos.toml` and the steering files: all problems at once, nothing halfway.
public final class ConfigLoader {
  private static final Path SYSTEM_WIDE = Path.of("/etc/pharos/pharos.toml");

  private ConfigLoader() {}

  /// Returns the file that a command reads: `given` (of `-c`), else `pharos.toml` in
  /// `workingFolder`, else `/etc/pharos/pharos.toml`, else null for the defaults.
  public static @Nullable Path find(@Nullable Path given, Path workingFolder) {
    if (given != null) {
      return given;
    }
    var here = workingFolder.resolve("pharos.toml");
    if (Files.exists(here, LinkOption.NOFOLLOW_LINKS)) {
      return here;
    }
    return Files.exists(SYSTEM_WIDE, LinkOption.NOFOLLOW_LINKS) ? SYSTEM_WIDE : null;
  }

  /// Loads `file`; null gives the defaults, with paths relative to `workingFolder`. Never throws
  /// for what the file says or for a file that cannot be read.
  public static Loaded<Configuration> load(@Nullable Path file, Path workingFolder) {
    return load(file, workingFolder, null);
  }

  /// Loads `file` again, without reading anew what is large and has not changed.
  ///
  /// @param before what was loaded the last time; null for nothing
  public static Loaded<Configuration> load(
      @Nullable Path file, Path workingFolder, @Nullable Configuration before) {
    var shown = file == null ? workingFolder.resolve("pharos.toml") : file;
    var result = file == null ? TomlFile.parse(shown, "") : TomlFile.read(file);
    var root = result.root();
    if (root == null) {
      return new Loaded<>(null, result.problems());
    }
    var folder = shown.toAbsolutePath().getParent();
    return new ServerReader(
            root, folder == null ? workingFolder : folder, before == null ? null : before.geo())
        .read(file != null);
  }

  /// Returns the control socket that `file` leads to, with the problems of the two keys that say so
  /// and of no other.
  public static Loaded<Path> controlSocket(Path file) {
    var result = TomlFile.read(file);
    var root = result.root();
    if (root == null) {
      return new Loaded<>(null, result.problems());
    }
    var state = path(root, "server", "state", Path.of("state"));
    var socket = path(root, "admin", "socket", state.resolve(Configuration.SOCKET));
    return new Loaded<>(file.resolveSibling(socket), root.problems());
  }

  private static Path path(TomlTable root, String section, String key, Path otherwise) {
    var table = root.table(section);
    var path = table == null ? null : table.parsed(key, "a path", Path::of);
    return path == null ? otherwise : path;
  }

  /// Loads the steering file of the zone `apex`. A file that does not exist steers nothing; a link
  /// that leads nowhere is an error.
  public static Loaded<SteeringFile> loadSteering(
      Path file, DnsName apex, Configuration configuration) {
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      var none = new SteeringFile(ZoneSteering.none(file, apex), Map.of());
      return new Loaded<>(none, List.of());
    }
    return steering(TomlFile.read(file), apex, configuration);
  }

  /// Loads the steering file of the zone `apex` as if it held `text`.
  public static Loaded<SteeringFile> loadSteering(
      Path file, String text, DnsName apex, Configuration configuration) {
    return steering(TomlFile.parse(file, text), apex, configuration);
  }

  private static Loaded<SteeringFile> steering(
      TomlFile.Result result, DnsName apex, Configuration configuration) {
    var root = result.root();
    return root == null
        ? new Loaded<>(null, result.problems())
        : new SteeringReader(root, apex, configuration).read();
  }
}
