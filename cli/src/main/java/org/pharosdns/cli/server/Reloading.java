package org.pharosdns.cli.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.config.Configuration;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ReloadReport;
import org.pharosdns.cli.control.ReloadReport.Outcome;
import org.pharosdns.cli.control.ServeOptions;
import org.pharosdns.cli.control.ZoneSummary;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the configuration's zones again. A zone with errors keeps its old data; the others go live
/// together.
final class Reloading {
  private static final Logger LOG = LoggerFactory.getLogger(Reloading.class);

  /// A zone of more records than this must not lose more than half of them unless forced to.
  private static final int SHRINKS_FREELY = 20;

  private final ServeOptions options;
  private final MonitoredZones zones;
  private final Runnable forgetCertificates;
  private final Consumer<Configuration> configured;
  private Map<DnsName, List<String>> notLive = Map.of();

  /// @param forgetCertificates makes probes read certificate files anew
  /// @param configured takes what can change while running from a configuration without errors
  Reloading(
      ServeOptions options,
      MonitoredZones zones,
      Runnable forgetCertificates,
      Consumer<Configuration> configured) {
    this.options = options;
    this.zones = zones;
    this.forgetCertificates = forgetCertificates;
    this.configured = configured;
  }

  /// Reads everything again.
  ///
  /// @param force whether a zone may lose more than half of its records
  /// @throws RefusedException when `pharos.toml` has errors: then nothing at all has changed
  synchronized ReloadReport reload(boolean force) throws RefusedException {
    var loaded = Configurations.read(options);
    var read = loaded.value();
    if (read == null) {
      throw new RefusedException(Configurations.texts(loaded.problems()));
    }
    var reading = ZoneReading.of(read, Configurations.zones(options, read));
    var before = zones.zones();
    var names = new TreeSet<>(before.keySet());
    names.addAll(reading.reads().keySet());
    var next = new ArrayList<ZoneData>();
    var report = new ArrayList<ReloadReport.Zone>();
    var broken = new LinkedHashMap<DnsName, List<String>>();
    for (var name : names) {
      var served = before.get(name);
      var old = served == null ? null : served.data();
      var outcome = Step.of(old, reading.reads().get(name), force);
      var data = outcome.data();
      if (data != null) {
        next.add(data);
      }
      if (outcome.outcome() == Outcome.KEPT) {
        broken.put(name, outcome.problems());
      }
      report.add(outcome.report(name));
    }
    forgetCertificates.run();
    configured.accept(read);
    zones.replace(next);
    notLive = broken;
    LOG.info(
        "reloaded: {} zones served, {} kept as they were for errors", next.size(), broken.size());
    return new ReloadReport(report, Configurations.texts(reading.problems()));
  }

  /// What becomes of one zone.
  ///
  /// @param data what is served from now on; null for nothing
  private record Step(Outcome outcome, @Nullable ZoneData data, List<String> problems) {
    static Step of(@Nullable ZoneData old, ZoneData.@Nullable Read read, boolean force) {
      if (read == null) {
        return new Step(Outcome.REMOVED, null, List.of());
      }
      var problems = new ArrayList<>(Configurations.texts(read.problems()));
      var data = read.data();
      if (data == null) {
        return new Step(Outcome.KEPT, old, problems);
      }
      if (old == null) {
        return new Step(Outcome.ADDED, data, problems);
      }
      if (data.equals(old)) {
        return new Step(Outcome.UNCHANGED, old, problems);
      }
      if (!force && losesMost(old, data)) {
        problems.add(
            Problem.error(
                    read.source().file(),
                    0,
                    0,
                    "the zone would shrink from %d to %d records"
                        .formatted(old.contents().records(), data.contents().records()))
                .withHint("is the file cut off? reload --force takes it")
                .format());
        return new Step(Outcome.KEPT, old, problems);
      }
      return new Step(Outcome.CHANGED, data, problems);
    }

    private static boolean losesMost(ZoneData old, ZoneData data) {
      var had = old.contents().records();
      return had > SHRINKS_FREELY && data.contents().records() * 2L < had;
    }

    ReloadReport.Zone report(DnsName name) {
      return new ReloadReport.Zone(
          name.toString(), outcome, data == null ? null : data.contents().serial(), problems);
    }
  }

  /// The zones served, and what keeps their files from being live.
  synchronized List<ZoneSummary> summaries() {
    var list = new ArrayList<ZoneSummary>();
    zones
        .zones()
        .forEach(
            (name, zone) ->
                list.add(
                    new ZoneSummary(
                        name.toString(),
                        zone.data().contents().serial(),
                        zone.data().contents().records(),
                        zone.data().steering().steering().names().size(),
                        zone.data().source().file().toString(),
                        notLive.getOrDefault(name, List.of()))));
    return list;
  }
}
