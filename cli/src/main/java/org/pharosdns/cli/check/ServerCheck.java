package org.pharosdns.cli.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.config.ConfigLoader;
import org.pharosdns.cli.config.Configuration;
import org.pharosdns.cli.control.CheckReport;
import org.pharosdns.cli.control.ConfigurationCheck;
import org.pharosdns.cli.zones.ZoneData;
import org.pharosdns.cli.zones.ZoneReading;
import org.pharosdns.cli.zones.ZoneSource;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.Problem;

/// Reads what a server would read, and reports instead of serving.
public final class ServerCheck implements ConfigurationCheck {
  private static final Path HERE = Path.of("").toAbsolutePath();

  @Override
  public CheckReport check(@Nullable Path configurationFile, List<Path> paths) {
    var problems = new ArrayList<Problem>();
    var given = paths.stream().filter(ServerCheck::isConfiguration).findFirst().orElse(null);
    var file = ConfigLoader.find(given == null ? configurationFile : given, HERE);
    var loaded = ConfigLoader.load(file, HERE);
    problems.addAll(loaded.problems());
    var configuration = loaded.value();
    if (configuration == null) {
      return new CheckReport(0, problems, List.of());
    }
    var sources = sources(configuration, paths, problems);
    var reads = new LinkedHashMap<DnsName, ZoneData.Read>();
    sources.forEach(source -> reads.put(source.apex(), ZoneData.read(source, configuration)));
    ZoneReading.holdTogether(reads, configuration);
    var names = new ArrayList<CheckReport.SteeredName>();
    for (var read : reads.values()) {
      problems.addAll(read.problems());
      var data = read.data();
      if (data != null) {
        var nameservers = OtherNameservers.of(configuration, data.apex());
        var steered = SteeredNames.of(data, nameservers);
        names.addAll(steered);
        if (steered.stream().anyMatch(name -> name.budget() != null)) {
          problems.addAll(strangers(data, nameservers));
        }
      }
    }
    return new CheckReport(sources.size(), problems, names);
  }

  /// A promise is only as good as every nameserver of its zone.
  private static List<Problem> strangers(ZoneData data, OtherNameservers nameservers) {
    return nameservers.list(data).stream()
        .map(
            other ->
                Problem.warning(
                        data.source().file(),
                        0,
                        0,
                        "%s is a nameserver of this zone, but no address of it is this server's"
                            .formatted(other.name()))
                    .withHint("budgets are kept only if it is Pharos with the same steering file"))
        .toList();
  }

  private static boolean isConfiguration(Path path) {
    return path.endsWith("pharos.toml");
  }

  private static List<ZoneSource> sources(
      Configuration configuration, List<Path> paths, List<Problem> problems) {
    var configured = ZoneSource.find(configuration, configuration.server().zones());
    if (paths.stream().allMatch(ServerCheck::isConfiguration)) {
      problems.addAll(configured.problems(configuration));
      return List.copyOf(configured.zones().values());
    }
    var sources = new TreeMap<DnsName, ZoneSource>();
    for (var path : paths) {
      if (Files.isDirectory(path)) {
        var found = ZoneSource.find(configuration, path);
        problems.addAll(found.problems());
        sources.putAll(found.zones());
      } else if (!isConfiguration(path)) {
        add(path, configured, sources, problems);
      }
    }
    return List.copyOf(sources.values());
  }

  /// A zone file, or a steering file, which stands for its zone.
  private static void add(
      Path path,
      ZoneSource.Found configured,
      Map<DnsName, ZoneSource> sources,
      List<Problem> problems) {
    for (var source : configured.zones().values()) {
      if (isSame(source.file(), path) || isSame(source.steering(), path)) {
        sources.put(source.apex(), source);
        return;
      }
    }
    var name = path.getFileName().toString();
    var stem = name.replaceFirst("\\.(zone|toml)$", "");
    try {
      var source = ZoneSource.of(DnsName.parse(stem), path.resolveSibling(stem + ".zone"));
      sources.put(
          source.apex(),
          name.equals(stem) ? new ZoneSource(source.apex(), path, source.steering()) : source);
    } catch (IllegalArgumentException e) {
      problems.add(
          Problem.error(path, 0, 0, "the file's name is not a zone's: " + e.getMessage())
              .withHint("call it NAME.zone, for instance example.com.zone"));
    }
  }

  private static boolean isSame(Path a, Path b) {
    return a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize());
  }
}
