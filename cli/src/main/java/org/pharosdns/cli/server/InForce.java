package org.pharosdns.cli.server;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.config.Configuration;
import org.pharosdns.cli.control.ZoneSummary;
import org.pharosdns.cli.zones.ZoneData;
import org.pharosdns.cli.zones.ZoneSource;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.Problem;

/// What is in force at one moment; never changes.
///
/// @param configuration that zones are read with
/// @param reads the zones as they were last read
/// @param live the zones that are served
/// @param notLive what keeps files of zones from being live
record InForce(
    Configuration configuration,
    Map<DnsName, ZoneData.Read> reads,
    Map<DnsName, ZoneData> live,
    Map<DnsName, List<String>> notLive) {
  InForce {
    reads = sorted(reads);
    live = sorted(live);
    notLive = sorted(notLive);
  }

  private static <T> Map<DnsName, T> sorted(Map<DnsName, T> zones) {
    return Collections.unmodifiableMap(new TreeMap<>(zones));
  }

  /// Returns this with one zone in the place of the one of its name.
  InForce with(ZoneData data) {
    var nextReads = new TreeMap<>(reads);
    var nextLive = new TreeMap<>(live);
    nextReads.put(data.apex(), data.asRead());
    nextLive.put(data.apex(), data);
    return new InForce(configuration, nextReads, nextLive, mended(data.apex()));
  }

  /// Returns this without a zone.
  InForce without(DnsName apex) {
    var nextReads = new TreeMap<>(reads);
    var nextLive = new TreeMap<>(live);
    nextReads.remove(apex);
    nextLive.remove(apex);
    return new InForce(configuration, nextReads, nextLive, mended(apex));
  }

  /// Returns this where a zone could not come into force.
  ///
  /// @param kept what is served in its place, or null
  InForce without(DnsName apex, Problem problem, @Nullable ZoneData kept) {
    var nextReads = new TreeMap<>(reads);
    var nextLive = new TreeMap<>(live);
    var nextNotLive = new TreeMap<>(notLive);
    nextReads.computeIfPresent(apex, (any, read) -> read.with(null, List.of(problem)));
    if (kept == null) {
      nextLive.remove(apex);
    } else {
      nextLive.put(apex, kept);
    }
    nextNotLive.put(apex, List.of(problem.format()));
    return new InForce(configuration, nextReads, nextLive, nextNotLive);
  }

  /// Returns this with what keeps the answers of some zones from being as it says.
  InForce behind(Map<DnsName, Problem> some) {
    if (some.isEmpty()) {
      return this;
    }
    var nextNotLive = new TreeMap<>(notLive);
    some.forEach((apex, problem) -> nextNotLive.putIfAbsent(apex, List.of(problem.format())));
    return new InForce(configuration, reads, live, nextNotLive);
  }

  private Map<DnsName, List<String>> mended(DnsName apex) {
    var next = new TreeMap<>(notLive);
    next.remove(apex);
    return next;
  }

  /// Returns the files that a reload would read, whether they exist or not.
  ///
  /// @param folder of zone files
  Set<Path> files(Path folder) {
    var files = new HashSet<Path>();
    var file = configuration.file();
    if (file != null) {
      files.add(file);
    }
    for (var source : ZoneSource.find(configuration, folder).zones().values()) {
      files.add(source.file());
      files.add(source.steering());
    }
    reads.values().forEach(read -> files.addAll(read.files()));
    for (var zone : live.values()) {
      for (var stamp : zone.stamps()) {
        files.add(stamp.path());
        files.add(stamp.real());
      }
    }
    return files;
  }

  /// Returns the zones served, those that are not for errors, and what keeps their files from being
  /// live.
  List<ZoneSummary> summaries() {
    var names = new TreeSet<>(live.keySet());
    names.addAll(notLive.keySet());
    return names.stream().map(this::summary).toList();
  }

  private ZoneSummary summary(DnsName name) {
    var served = live.get(name);
    var problems = notLive.getOrDefault(name, List.of());
    if (served != null) {
      return served.summary(problems);
    }
    var read = reads.get(name);
    var file = read == null ? "" : read.source().file().toString();
    return ZoneSummary.unserved(name.toString(), file, problems);
  }
}
