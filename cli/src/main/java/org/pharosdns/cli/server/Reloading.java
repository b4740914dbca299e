package org.pharosdns.cli.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.change.DeletedZones;
import org.pharosdns.cli.change.FileTransaction;
import org.pharosdns.cli.config.Configuration;
import org.pharosdns.cli.config.NotifyEvent;
import org.pharosdns.cli.config.StartOnly;
import org.pharosdns.cli.control.Reason;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ReloadReport;
import org.pharosdns.cli.control.ReloadReport.Outcome;
import org.pharosdns.cli.control.ServeOptions;
import org.pharosdns.cli.control.ZoneSummary;
import org.pharosdns.cli.logging.LogQueue;
import org.pharosdns.cli.notify.Alerts;
import org.pharosdns.cli.notify.Event;
import org.pharosdns.cli.steering.MonitoredZones;
import org.pharosdns.cli.zones.Configurations;
import org.pharosdns.cli.zones.CutOff;
import org.pharosdns.cli.zones.Unwritten;
import org.pharosdns.cli.zones.ZoneData;
import org.pharosdns.cli.zones.ZoneFailure;
import org.pharosdns.cli.zones.ZoneNames;
import org.pharosdns.cli.zones.ZoneReading;
import org.pharosdns.cli.zones.ZonesInForce;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.edit.SerialStyle;
import org.pharosdns.zone.edit.ZoneDiff;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.update.UpdateJournals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The zones of a running server and the files they come from: reads them again, and puts changed
/// ones in force. A zone with errors keeps its old data; the others go live together. Where most
/// zones are gone at once, all of them are kept.
///
/// Whoever changes something waits for whoever does so already; whoever looks waits for nobody, and
/// sees what was in force before until all is.
final class Reloading implements ZonesInForce {
  private static final Logger LOG = LoggerFactory.getLogger(Reloading.class);

  private final ServeOptions options;
  private final MonitoredZones zones;
  private final Runnable readAnew;
  private final FileTransaction transaction;
  private final UpdateJournals updates;
  private final Alerts alerts;
  private final LongAdder clean = new LongAdder();
  private final LongAdder withProblems = new LongAdder();
  private final Consumer<Configuration> configured;
  private final Configuration start;
  private volatile InForce inForce;

  /// Puts the sound zones of the first reading in force.
  ///
  /// @param transaction completes what a change has left unfinished before files are read
  /// @param updates that files do not have yet; read while nobody else changes zones
  /// @param alerts is told of zones that are rejected
  /// @param readAnew makes probes read certificate files and the list of nameservers anew
  /// @param configured takes what can change while running from a configuration without errors
  Reloading(
      ServeOptions options,
      Configuration configuration,
      ZoneReading reading,
      MonitoredZones zones,
      FileTransaction transaction,
      UpdateJournals updates,
      Alerts alerts,
      Runnable readAnew,
      Consumer<Configuration> configured) {
    this.options = options;
    start = configuration.withoutGeo();
    this.zones = zones;
    this.transaction = transaction;
    this.updates = updates;
    this.alerts = alerts;
    this.readAnew = readAnew;
    this.configured = configured;
    inForce = new InForce(configuration, Map.of(), Map.of(), Map.of());
    var steps = steps(reading.reads().keySet(), reading, false);
    take(configuration, reading, steps, true);
    tellOfRejected(steps, Map.of());
  }

  @Override
  public Map<DnsName, ZoneData> data() {
    return inForce.live();
  }

  @Override
  public Configuration configuration() {
    return inForce.configuration();
  }

  @Override
  public Path folder() {
    return Configurations.zones(options, configuration());
  }

  /// Returns the files that a reload would read, whether they exist or not.
  Set<Path> files() {
    var now = inForce;
    return now.files(Configurations.zones(options, now.configuration()));
  }

  /// The zones served, those that are not for errors, and what keeps their files from being live.
  List<ZoneSummary> summaries() {
    return inForce.behind(zones.behind()).summaries();
  }

  @Override
  public Optional<Problem> prepare(ZoneData data) {
    return zones.prepare(data);
  }

  @Override
  public void discard() {
    zones.discard();
  }

  /// @throws IllegalStateException when the zone cannot come into force, which {@link #prepare}
  ///     would have told
  @Override
  public synchronized void put(ZoneData data) {
    var problem = take(inForce.with(data)).get(data.apex());
    if (problem != null) {
      throw new IllegalStateException(problem.format());
    }
  }

  @Override
  public synchronized void remove(DnsName apex) {
    take(inForce.without(apex));
    keepTiers();
  }

  /// Forgets the tiers of names that are gone, but for those of zones that `undo` can bring back.
  private void keepTiers() {
    var known = new HashSet<>(inForce.reads().keySet());
    try {
      known.addAll(DeletedZones.in(start.server().state()));
      zones.keepTiers(known);
    } catch (IOException e) {
      LOG.warn("tiers of zones that are gone are not forgotten yet: {}", Reason.of(e));
    }
  }

  /// Puts zones in force; in the place of one that cannot come into force the one before it stays.
  ///
  /// @return why, by name
  private Map<DnsName, Problem> take(InForce next) {
    var before = inForce.live();
    var failed = zones.replace(next.live().values());
    var taken = next;
    for (var each : failed.entrySet()) {
      var apex = each.getKey();
      var kept = zones.zones().containsKey(apex) ? before.get(apex) : null;
      taken = taken.without(apex, each.getValue(), kept);
    }
    inForce = taken;
    return failed;
  }

  /// Reads what has changed.
  ///
  /// @param only the zones to read; empty for all, and the configuration with them
  /// @param force whether a zone may lose most of its records or steered names, and the server most
  ///     of its zones
  /// @throws RefusedException when `pharos.toml` has errors, or one of `only` is no zone here: then
  ///     nothing else has come into force
  synchronized ReloadReport reload(List<String> only, boolean force) throws RefusedException {
    var before = inForce;
    var read = only.isEmpty() ? freshConfiguration(before.configuration()) : before.configuration();
    var fresh = withStateOfStart(read);
    var folder = Configurations.zones(options, fresh);
    var unwritten = new Unwritten(transaction.recover(), updates);
    var reading = ZoneReading.of(fresh, folder, unwritten, before.reads(), before.configuration());
    var names = new TreeSet<>(before.live().keySet());
    names.addAll(reading.reads().keySet());
    if (!only.isEmpty()) {
      names.retainAll(ZoneNames.known(only, names));
    }
    var general = reading.problems().stream().filter(Problem::isError).toList();
    var warnings = new ArrayList<Problem>();
    if (only.isEmpty()) {
      warnings.addAll(waiting(read));
      reading.problems().stream().filter(problem -> !problem.isError()).forEach(warnings::add);
    }
    var steps = steps(names, reading, force);
    readAnew.run();
    configured.accept(fresh);
    take(fresh, reading, steps, only.isEmpty());
    var now = inForce.behind(zones.behind());
    (now.notLive().isEmpty() ? clean : withProblems).increment();
    LOG.info(
        "reloaded: {} zones served, {} kept as they were for errors",
        now.live().size(),
        now.notLive().size());
    var texts = Configurations.texts(warnings);
    texts.forEach(warning -> LOG.warn(LogQueue.EACH, "reload: {}", warning));
    tellOfRejected(steps, before.live());
    return new ReloadReport(reports(steps), Configurations.texts(general), texts);
  }

  /// Returns what becomes of zones, each of which was read or is in force.
  private Map<DnsName, Step> steps(Set<DnsName> names, ZoneReading reading, boolean force) {
    var live = inForce.live();
    var keepsGone = !force && losesMostZones(live.keySet(), names, reading);
    var steps = new TreeMap<DnsName, Step>();
    for (var name : names) {
      var old = live.get(name);
      var latest = reading.reads().get(name);
      var left = reading.cutOff().get(name);
      if (latest == null) {
        steps.put(name, Step.gone(old, keepsGone));
      } else {
        steps.put(
            name, left == null ? compared(old, latest, force) : Step.cutOff(old, latest, left));
      }
    }
    return steps;
  }

  /// Does all steps together, and notes at each zone that cannot come into force that it does not.
  ///
  /// @param all whether there are no other zones
  private void take(
      Configuration fresh, ZoneReading reading, Map<DnsName, Step> steps, boolean all) {
    var live = new TreeMap<>(inForce.live());
    var notLive = new TreeMap<>(inForce.notLive());
    steps.forEach((name, step) -> step.apply(name, live, notLive));
    if (all) {
      notLive.keySet().retainAll(steps.keySet());
    }
    var reads = new TreeMap<>(reading.reads());
    live.forEach((name, data) -> reads.putIfAbsent(name, data.asRead()));
    var failed = take(new InForce(fresh, reads, live, notLive));
    var problems = new TreeMap<>(zones.behind());
    problems.putAll(failed);
    problems.forEach(
        (name, problem) ->
            steps.computeIfPresent(
                name, (any, step) -> step.failed(inForce.live().get(name), problem)));
    if (reading.isComplete()) {
      keepTiers();
    }
  }

  /// Returns what becomes of a zone that was read; the old one stays where there is no memory to
  /// hold the two against each other.
  private static Step compared(@Nullable ZoneData old, ZoneData.Read read, boolean force) {
    return ZoneFailure.contain(
        read.source(),
        "compare",
        () -> Step.of(old, read, force),
        problem -> new Step(Outcome.KEPT, old, List.of(problem.format())));
  }

  private static List<ReloadReport.Zone> reports(Map<DnsName, Step> steps) {
    var reports = new ArrayList<ReloadReport.Zone>();
    steps.forEach((name, step) -> reports.add(step.report(name)));
    return reports;
  }

  /// Tells of the zones that are not as their files say.
  ///
  /// @param before what was served
  private void tellOfRejected(Map<DnsName, Step> steps, Map<DnsName, ZoneData> before) {
    steps.forEach(
        (name, step) -> {
          if (step.outcome() == Outcome.KEPT) {
            tellOfRejected(name, step.problems(), step.served(before.get(name)));
          }
        });
  }

  private static boolean losesMostZones(
      Set<DnsName> live, Set<DnsName> names, ZoneReading reading) {
    var gone =
        names.stream()
            .filter(name -> live.contains(name) && !reading.reads().containsKey(name))
            .count();
    return gone * 2 > live.size();
  }

  /// Updates go on being kept in the folder of the start: to look for them in another one would
  /// lose them.
  private Configuration withStateOfStart(Configuration read) {
    return read.with(read.server().withState(start.server().state()));
  }

  /// Returns what of a configuration waits for a restart. Addresses of the command line hold
  /// whatever the file says.
  private List<Problem> waiting(Configuration read) {
    var server = read.server();
    return StartOnly.changes(
        start,
        options.listen().isEmpty() ? read : read.with(server.withListen(start.server().listen())));
  }

  private Configuration freshConfiguration(Configuration before) throws RefusedException {
    var loaded = Configurations.read(options, before);
    var read = loaded.value();
    if (read == null) {
      throw new RefusedException(Configurations.texts(loaded.problems()));
    }
    return read;
  }

  private void tellOfRejected(DnsName apex, List<String> problems, String served) {
    var zone = apex.toString();
    alerts.tell(
        new Event(
            NotifyEvent.ZONE_REJECTED,
            false,
            zone,
            null,
            null,
            null,
            null,
            problems,
            "the zone %s was read with errors and %s".formatted(zone, served)));
  }

  /// Returns how many reloads put everything in force.
  long cleanReloads() {
    return clean.sum();
  }

  /// Returns how many reloads left a zone as it was.
  long reloadsWithProblems() {
    return withProblems.sum();
  }

  /// What becomes of one zone.
  ///
  /// @param data what is served from now on; null for nothing
  private record Step(Outcome outcome, @Nullable ZoneData data, List<String> problems) {
    /// @param kept whether it stays for all that
    static Step gone(@Nullable ZoneData old, boolean kept) {
      return old == null || !kept
          ? new Step(Outcome.REMOVED, null, List.of())
          : new Step(Outcome.KEPT, old, List.of(withMostZones(old).format()));
    }

    /// What is served already stays until the files hold the whole change.
    static Step cutOff(@Nullable ZoneData old, ZoneData.Read whole, CutOff left) {
      var data = old == null ? whole.data() : old;
      return new Step(Outcome.KEPT, data, Configurations.texts(left.problems(whole)));
    }

    private static Problem withMostZones(ZoneData old) {
      return Problem.error(
              old.source().file(), 0, 0, "the zone is gone, with more than half of all zones")
          .withHint("is the folder of zones the right one? reload --force takes them away");
    }

    static Step of(@Nullable ZoneData old, ZoneData.Read read, boolean force) {
      var problems = new ArrayList<>(Configurations.texts(read.problems()));
      var data = read.data();
      if (data == null) {
        return new Step(Outcome.KEPT, old, problems);
      }
      if (old == null) {
        return new Step(Outcome.ADDED, data, problems);
      }
      if (data.equals(old)) {
        return new Step(Outcome.UNCHANGED, data, problems);
      }
      var shrinkage = Shrinkage.of(old, data);
      if (!force && shrinkage.isPresent()) {
        problems.add(shrinkage.get().format());
        return new Step(Outcome.KEPT, old, problems);
      }
      if (keepsItsSerial(old, data)) {
        problems.add(
            Problem.warning(
                    read.source().file(),
                    0,
                    0,
                    "the records changed, but the serial was %d and is %d"
                        .formatted(old.contents().serial(), data.contents().serial()))
                .withHint("secondaries copy a zone only when its serial is greater")
                .format());
      }
      return new Step(Outcome.CHANGED, data, problems);
    }

    /// Returns whether secondaries would not notice that there are other records.
    private static boolean keepsItsSerial(ZoneData old, ZoneData data) {
      if (SerialStyle.isGreater(data.contents().serial(), old.contents().serial())) {
        return false;
      }
      var diff = ZoneDiff.of(old.contents(), data.contents());
      return !diff.removed().isEmpty() || !diff.added().isEmpty();
    }

    /// Returns what becomes of the zone when it cannot come into force.
    Step failed(@Nullable ZoneData kept, Problem problem) {
      var all = new ArrayList<>(problems);
      all.add(problem.format());
      return new Step(Outcome.KEPT, kept, all);
    }

    /// Returns what is served in the place of what files say.
    String served(@Nullable ZoneData old) {
      if (data == null) {
        return "is not served";
      }
      return old == null ? "is served, with a change of it cut off" : "keeps its old data";
    }

    /// Does that in the zones that will be in force.
    void apply(DnsName name, Map<DnsName, ZoneData> live, Map<DnsName, List<String>> notLive) {
      if (data != null) {
        live.put(name, data);
      } else {
        live.remove(name);
      }
      if (outcome == Outcome.KEPT) {
        notLive.put(name, problems);
      } else {
        notLive.remove(name);
      }
    }

    ReloadReport.Zone report(DnsName name) {
      return new ReloadReport.Zone(
          name.toString(), outcome, data == null ? null : data.contents().serial(), problems);
    }
  }
}
