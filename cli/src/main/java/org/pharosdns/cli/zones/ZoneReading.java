package org.pharosdns.cli.zones;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.config.Configuration;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.Problem;

/// All zones that a configuration leads to, read once.
///
/// @param reads by name; a zone with errors has no data
/// @param problems that concern no single zone
/// @param cutOff the zones whose files may hold half of a change: what was read has all of it
public record ZoneReading(
    Map<DnsName, ZoneData.Read> reads, List<Problem> problems, Map<DnsName, CutOff> cutOff) {
  /// Reads every zone in `folder` and in the configuration's entries.
  public static ZoneReading of(Configuration configuration, Path folder, Unwritten unwritten) {
    return of(configuration, folder, unwritten, Map.of(), configuration);
  }

  /// Reads every zone but those whose files still hold what they did and whose steering is the
  /// same. While the folder cannot be listed, zones are looked for where they were before: none
  /// counts as gone. Nor does one whose files may hold half of a change.
  ///
  /// @param known what was read before
  /// @param before the configuration that it was read with, whose state folder is the same
  public static ZoneReading of(
      Configuration configuration,
      Path folder,
      Unwritten unwritten,
      Map<DnsName, ZoneData.Read> known,
      Configuration before) {
    var limits = configuration.limits().zoneFiles();
    var same =
        before.limits().zoneFiles().equals(limits) ? known : Map.<DnsName, ZoneData.Read>of();
    var found = ZoneSource.find(configuration, folder);
    var sources = new TreeMap<>(found.zones());
    known.forEach(
        (apex, read) -> {
          if (!found.complete() || unwritten.changes().containsKey(apex)) {
            sources.putIfAbsent(apex, read.source());
          }
        });
    var reads = new TreeMap<DnsName, ZoneData.Read>();
    sources.forEach(
        (apex, source) -> {
          var read = same.get(apex);
          reads.put(apex, alone(source, () -> read(source, configuration, unwritten, read)));
        });
    holdTogether(reads, configuration);
    return new ZoneReading(reads, found.problems(configuration), unwritten.changes());
  }

  /// Holds zones that were read against each other.
  public static void holdTogether(Map<DnsName, ZoneData.Read> reads, Configuration configuration) {
    MonitorLimit.enforce(configuration.limits(), reads);
    SteeredNameservers.warn(reads);
  }

  private static ZoneData.Read read(
      ZoneSource source,
      Configuration configuration,
      Unwritten unwritten,
      ZoneData.@Nullable Read known) {
    var cutOff = unwritten.changes().get(source.apex());
    var journal = unwritten.updates().of(source.apex());
    if (cutOff != null) {
      return cutOff.read(source, configuration, journal);
    }
    if (known != null && known.isCurrent(source, configuration)) {
      return known;
    }
    var read = ZoneData.read(source, configuration, Map.of(), journal);
    return known == null ? read : read.sharing(known);
  }

  /// Returns what `reading` gives. A bug that one zone brings to light, or too little memory for
  /// it, is an error of that zone, and holds back no other.
  static ZoneData.Read alone(ZoneSource source, Supplier<ZoneData.Read> reading) {
    return ZoneFailure.contain(
        source, "read", reading, problem -> ZoneData.Read.unread(source, problem));
  }

  /// Returns the zones without errors.
  public List<ZoneData> sound() {
    var sound = new ArrayList<ZoneData>();
    for (var read : reads.values()) {
      var data = read.data();
      if (data != null) {
        sound.add(data);
      }
    }
    return sound;
  }

  /// Whether there are no other zones.
  public boolean isComplete() {
    return problems.stream().noneMatch(Problem::isError);
  }

  /// Returns every problem, of the folder first, then zone by zone.
  public List<Problem> allProblems() {
    var all = new ArrayList<>(problems);
    reads.values().forEach(read -> all.addAll(read.problems()));
    return all;
  }
}
