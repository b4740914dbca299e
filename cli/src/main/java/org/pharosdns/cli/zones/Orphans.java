package org.pharosdns.cli.zones;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pharosdns.cli.config.Configuration;
import org.pharosdns.cli.control.Nearest;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.Problem;

/// What is written for zones that are not there, and so does nothing: warnings, because a zone may
/// still come.
final class Orphans {
  private static final String SUFFIX = ".toml";

  private Orphans() {}

  /// Returns a warning for each `[zone."NAME"]` of another zone than `zones`.
  static List<Problem> entries(Configuration configuration, Set<DnsName> zones) {
    var names = zones.stream().map(Orphans::shown).toList();
    return configuration.zoneEntries().entrySet().stream()
        .filter(entry -> !zones.contains(entry.getKey()))
        .map(
            entry -> {
              var name = shown(entry.getKey());
              var hint = nearest(name, names, "");
              return entry
                  .getValue()
                  .warning("there is no zone " + name + ": this entry does nothing")
                  .withHint(hint.isEmpty() ? "a zone is NAME.zone, or has its file here" : hint);
            })
        .sorted(Problem.BY_PLACE)
        .toList();
  }

  /// Returns a warning for each steering file among `files` that steers none of `zones`.
  ///
  /// @param files those of the folder of zones
  static List<Problem> steering(
      List<Path> files, Collection<ZoneSource> zones, Configuration configuration) {
    var known = new HashSet<Path>();
    var names = new ArrayList<String>();
    for (var zone : zones) {
      known.add(plain(zone.steering()));
      names.add(stem(zone.steering()));
    }
    var own = configuration.file();
    if (own != null) {
      known.add(plain(own));
    }
    return files.stream()
        .filter(file -> file.toString().endsWith(SUFFIX) && !file.endsWith("pharos.toml"))
        .filter(file -> !known.contains(plain(file)))
        .map(
            file -> {
              var hint = nearest(stem(file), names, SUFFIX);
              return Problem.warning(file, 1, 1, "there is no zone that this file steers")
                  .withHint(hint.isEmpty() ? "it stands beside " + stem(file) + ".zone" : hint);
            })
        .toList();
  }

  private static String nearest(String name, List<String> names, String suffix) {
    var near = Nearest.to(name, names).stream().map(each -> each + suffix).toList();
    return near.isEmpty() ? "" : "did you mean " + String.join(" or ", near) + "?";
  }

  private static String shown(DnsName zone) {
    var name = zone.toString();
    return zone.isRoot() ? name : name.substring(0, name.length() - 1);
  }

  private static String stem(Path file) {
    var name = file.getFileName().toString();
    return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
  }

  private static Path plain(Path file) {
    return file.toAbsolutePath().normalize();
  }
}
