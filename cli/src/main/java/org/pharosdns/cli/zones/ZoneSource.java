package org.pharosdns.cli.zones;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.config.Configuration;
import org.pharosdns.cli.control.Reason;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.Problem;

/// Where a zone and its steering are written.
///
/// @param steering may not exist
public record ZoneSource(DnsName apex, Path file, Path steering) {
  private static final String SUFFIX = ".zone";

  /// What the configuration leads to.
  ///
  /// @param zones by name, in canonical order
  /// @param problems of the folder and of file names in it
  /// @param complete whether the folder could be listed: else there may be more zones
  public record Found(Map<DnsName, ZoneSource> zones, List<Problem> problems, boolean complete) {}

  /// Finds the zones of a configuration: `NAME.zone` in its folder, and entries with a file of
  /// their own, which win.
  public static Found find(Configuration configuration, Path folder) {
    var zones = new TreeMap<DnsName, ZoneSource>();
    var problems = new ArrayList<Problem>();
    var files = zoneFiles(folder, problems);
    for (var file : files == null ? List.<Path>of() : files) {
      var name = file.getFileName().toString();
      try {
        var apex = DnsName.parse(name.substring(0, name.length() - SUFFIX.length()));
        zones.put(apex, of(apex, file));
      } catch (IllegalArgumentException e) {
        problems.add(
            Problem.error(file, 0, 0, "the file's name is not a zone's: " + e.getMessage())
                .withHint("call it NAME.zone, for instance example.com.zone"));
      }
    }
    configuration.zoneFiles().forEach((apex, file) -> zones.put(apex, of(apex, file)));
    return new Found(zones, problems, files != null);
  }

  /// Returns the source of a zone in `file`, with `NAME.toml` beside `NAME.zone`.
  public static ZoneSource of(DnsName apex, Path file) {
    var name = file.getFileName().toString();
    var stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    return new ZoneSource(apex, file, file.resolveSibling(stem + ".toml"));
  }

  private static @Nullable List<Path> zoneFiles(Path folder, List<Problem> problems) {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX)).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      problems.add(
          Problem.error(folder, 0, 0, "the folder of zones cannot be read: " + Reason.of(e))
              .withHint("[server] zones, or --zones DIR"));
      return null;
    }
  }
}
