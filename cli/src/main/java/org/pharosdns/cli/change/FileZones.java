package org.pharosdns.cli.change;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.config.Configuration;
import org.pharosdns.cli.control.OfflineZones;
import org.pharosdns.cli.control.Reason;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ServeOptions;
import org.pharosdns.cli.control.StartFailure;
import org.pharosdns.cli.control.ZoneSummary;
import org.pharosdns.cli.control.ZonesApi;
import org.pharosdns.cli.zones.Configurations;
import org.pharosdns.cli.zones.Unwritten;
import org.pharosdns.cli.zones.WallClock;
import org.pharosdns.cli.zones.ZoneData;
import org.pharosdns.cli.zones.ZoneReading;
import org.pharosdns.cli.zones.ZonesInForce;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.update.UpdateJournals;
import org.pharosdns.zone.update.UpdatePolicy;
import org.pharosdns.zone.update.UpdateServer;

/// The zones of a configuration while no server runs: changed in their files by the same
/// transactions, in force from the next start on.
public final class FileZones implements ZonesInForce, OfflineZones.Opened {
  private final Configuration configuration;
  private final StateFolder state;
  private final ZonesApi api;
  private final Map<DnsName, ZoneData> zones = new TreeMap<>();
  private final Map<DnsName, ZoneSummary> unsound = new TreeMap<>();

  /// What keeps files of sound zones from being live.
  private final Map<DnsName, List<String>> cutOff = new HashMap<>();

  private FileZones(Configuration configuration, StateFolder state)
      throws IOException, RefusedException {
    this.configuration = configuration;
    this.state = state;
    var disk = new Disk();
    var journal = new ChangeJournal(state.path(), disk);
    var files = new FileTransaction(state.path(), disk, journal);
    var folder = configuration.server().zones();
    var journals = new UpdateJournals(state.path());
    var unwritten = new Unwritten(files.recover(), journals);
    var reading = ZoneReading.of(configuration, folder, unwritten);
    reading
        .reads()
        .forEach(
            (apex, read) -> {
              var data = read.data();
              var left = reading.cutOff().get(apex);
              var problems =
                  Configurations.texts(left == null ? read.problems() : left.problems(read));
              if (data == null) {
                var file = read.source().file().toString();
                unsound.put(apex, ZoneSummary.unserved(apex.toString(), file, problems));
                return;
              }
              zones.put(apex, data);
              if (left != null) {
                cutOff.put(apex, problems);
              }
            });
    var changes = new ZoneChanges(this, journal, files, WallClock.system(), this);
    changes.settleFirst(updates(journals, journal, files)::settle);
    api = new ZoneControl(this, changes, state.path(), this::summaries, Long.MAX_VALUE);
  }

  /// Updates that a server took are in force, but may not be in the file yet: nobody brings more of
  /// them here.
  private UpdateServer updates(
      UpdateJournals journals, ChangeJournal journal, FileTransaction files) {
    var wall = WallClock.system();
    return new UpdateServer(
        journals,
        apex -> UpdatePolicy.NONE,
        new ZoneUpdates(this, journal, files, wall),
        configuration.limits().zoneFiles(),
        wall,
        System::nanoTime,
        Duration.ZERO);
  }

  /// Opens the zones that a configuration leads to.
  public static OfflineZones.Opened open(@Nullable Path file) throws RefusedException {
    try {
      var configuration = Configurations.load(new ServeOptions(file, null, List.of()));
      var state = StateFolder.take(configuration.server().state());
      try {
        return new FileZones(configuration, state);
      } catch (IOException | RefusedException e) {
        state.close();
        throw e;
      }
    } catch (StartFailure e) {
      throw new RefusedException(e.problems());
    } catch (IOException e) {
      throw new RefusedException("the zones cannot be opened: " + Reason.of(e));
    }
  }

  private List<ZoneSummary> summaries() {
    var all = new TreeMap<>(unsound);
    zones.forEach(
        (apex, zone) -> all.put(apex, zone.summary(cutOff.getOrDefault(apex, List.of()))));
    return List.copyOf(all.values());
  }

  @Override
  public ZonesApi zones() {
    return api;
  }

  @Override
  public Map<DnsName, ZoneData> data() {
    return Map.copyOf(zones);
  }

  @Override
  public Configuration configuration() {
    return configuration;
  }

  @Override
  public Path folder() {
    return configuration.server().zones();
  }

  /// Nobody is answered from here.
  @Override
  public Optional<Problem> prepare(ZoneData data) {
    return Optional.empty();
  }

  @Override
  public void discard() {}

  @Override
  public void put(ZoneData data) {
    zones.put(data.apex(), data);
    cutOff.remove(data.apex());
  }

  @Override
  public void remove(DnsName apex) {
    zones.remove(apex);
    cutOff.remove(apex);
  }

  @Override
  public void close() {
    try {
      state.close();
    } catch (IOException e) {
      throw new IllegalStateException("a lock could not be let go", e);
    }
  }
}
