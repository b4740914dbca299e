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
  public record Found(Map<DnsName, ZoneSource> zones, List<Problem> problems, boolean complete) {
    /// Returns the problems, and those entries of the configuration that all zones leave over.
    ///
    /// @param configuration that led to these zones, and to no others
    public List<Problem> problems(Configuration configuration) {
      if (!complete) {
        return problems;
      }
      var all = new ArrayList<>(Orphans.entries(configuration, zones.keySet()));
      all.addAll(problems);
      return all;
    }
  }

  /// Finds the zones of a configuration: `NAME.zone` in its folder, the root zone in `..zone`, and
  /// entries with a file of their own, which win.
  public static Found find(Configuration configuration, Path folder) {
    var zones = new TreeMap<DnsName, ZoneSource>();
    var problems = new ArrayList<Problem>();
    var listed = files(folder, problems);
    var files = listed == null ? List.<Path>of() : listed;
    var sources = sources(files, problems);
    sources.forEach(source -> zones.put(source.apex, source));
    configuration.zoneFiles().forEach((apex, file) -> zones.put(apex, of(apex, file)));
    for (var source : sources) {
      var read = zones.getOrDefault(source.apex, source);
      if (!read.equals(source) && !configuration.zoneFiles().containsKey(source.apex)) {
        problems.add(source.unread(read));
      }
    }
    problems.addAll(Orphans.steering(files, zones.values(), configuration));
    return new Found(zones, problems, listed != null);
  }

  private static List<ZoneSource> sources(List<Path> files, List<Problem> problems) {
    var sources = new ArrayList<ZoneSource>();
    for (var file : files) {
      var name = file.getFileName().toString();
      if (!name.endsWith(SUFFIX)) {
        continue;
      }
      try {
        sources.add(of(apex(name.substring(0, name.length() - SUFFIX.length())), file));
      } catch (IllegalArgumentException e) {
        problems.add(
            Problem.error(file, 0, 0, "the file's name is not a zone's: " + e.getMessage())
                .withHint("call it NAME.zone, for instance example.com.zone"));
      }
    }
    return sources;
  }

  /// In a file's name `@` is a mistake, and no zone that it could be relative to.
  private static DnsName apex(String stem) {
    if (stem.equals("@")) {
      throw new IllegalArgumentException("@ is no name of its own");
    }
    return DnsName.parse(stem);
  }

  /// A name may be written in more than one way, and a file be called after each.
  private Problem unread(ZoneSource read) {
    var message =
        "the zone %s is read from %s and not from this file".formatted(read.apex, read.file);
    return Problem.error(file, 0, 0, message).withHint("remove or rename one of them");
  }

  /// Returns the source of a zone in `file`, with `NAME.toml` beside `NAME.zone`.
  public static ZoneSource of(DnsName apex, Path file) {
    var name = file.getFileName().toString();
    var stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    return new ZoneSource(apex, file, file.resolveSibling(stem + ".toml"));
  }

  private static @Nullable List<Path> files(Path folder, List<Problem> problems) {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      problems.add(
          Problem.error(folder, 0, 0, "the folder of zones cannot be read: " + Reason.of(e))
              .withHint("[server] zones, or --zones DIR"));
      return null;
    }
  }
}
