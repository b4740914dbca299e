package org.pharosdns.cli.change;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.zones.FileStamp;
import org.pharosdns.cli.zones.MonitorLimit;
import org.pharosdns.cli.zones.ZoneData;
import org.pharosdns.cli.zones.ZonesInForce;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.edit.RecordChange;
import org.pharosdns.zone.edit.ZoneDiff;
import org.pharosdns.zone.edit.ZoneEditor;
import org.pharosdns.zone.load.ZoneLoader;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.model.Rdata;
import org.pharosdns.zone.model.ZoneContents;
import org.pharosdns.zone.steer.SteeringValidator;
import org.pharosdns.zone.steer.ZoneRecords;
import org.pharosdns.zone.update.UpdatedZones;

/// The zones in force as dynamic updates change them, and the way of the updates into zone files:
/// one change like those of the commands, with a line in the history.
public final class ZoneUpdates implements UpdatedZones {
  /// About how many octets of text one octet of the journal may become.
  private static final int MOST_TEXT = 16;

  private final ZonesInForce zones;
  private final FileTransaction files;
  private final ZoneChanges zoneChanges;
  private final Map<DnsName, Repeating> repeating = new HashMap<>();

  /// Whether files that hold what `stamps` say have records that cannot be changed one by one.
  private record Repeating(List<FileStamp> stamps, boolean repeats) {}

  /// @param zones in force; its monitor is held while zones are replaced
  public ZoneUpdates(
      ZonesInForce zones, ChangeJournal history, FileTransaction files, InstantSource wall) {
    this.zones = zones;
    this.files = files;
    this.zoneChanges = new ZoneChanges(zones, history, files, wall, zones);
  }

  @Override
  public void exclusively(Runnable work) {
    synchronized (zones) {
      work.run();
    }
  }

  @Override
  public @Nullable ZoneContents contents(DnsName apex) {
    var data = zones.data().get(apex);
    return data == null ? null : data.contents();
  }

  @Override
  public List<Problem> check(DnsName apex, ZoneContents contents, long waitingOctets) {
    var data = zones.data().get(apex);
    if (data == null) {
      return List.of();
    }
    var limits = zones.configuration().limits().zoneFiles();
    var problems = new ArrayList<>(ZoneLoader.validate(contents, data.source().file(), limits));
    problems.addAll(
        SteeringValidator.validate(data.steering().steering(), ZoneRecords.of(contents)));
    if (problems.stream().noneMatch(Problem::isError)) {
      MonitorLimit.refusal(zones, data, with(data, contents)).ifPresent(problems::add);
      if (mayOutgrow(data, waitingOctets) || repeats(data)) {
        problems.addAll(rehearsal(data, contents));
      }
    }
    return problems;
  }

  /// Whether the text of a zone may become too large with the changes that wait.
  private boolean mayOutgrow(ZoneData data, long waitingOctets) {
    var octets = waitingOctets * MOST_TEXT;
    for (var stamp : data.stamps()) {
      octets += stamp.real().toFile().length();
    }
    return octets > zones.configuration().limits().zoneFiles().fileOctets();
  }

  /// Whether one line of a zone may stand for several records; its files are read once for each
  /// state.
  private boolean repeats(ZoneData data) {
    var known = repeating.get(data.apex());
    if (known == null || !known.stamps.equals(data.stamps())) {
      var limits = zones.configuration().limits().zoneFiles();
      var editor = new ZoneEditor(data.source().file(), data.apex(), limits, Map.of());
      known = new Repeating(data.stamps(), editor.repeats());
      repeating.put(data.apex(), known);
    }
    return known.repeats;
  }

  /// Returns what would be wrong with the file once it held `contents`, or keeps it from ever
  /// doing so; nothing where it is not sound now, for then the changes wait.
  private List<Problem> rehearsal(ZoneData data, ZoneContents contents) {
    var file = ZoneData.readFiles(data.source(), zones.configuration()).data();
    if (file == null) {
      return List.of();
    }
    var diff = ZoneDiff.of(file.contents(), contents);
    var changes = new ArrayList<RecordChange>();
    for (var each : diff.removed()) {
      changes.add(new RecordChange.Delete(each.owner(), each.type(), each.rdata()));
    }
    for (var each : diff.added()) {
      changes.add(new RecordChange.Add(each.owner(), each.type(), each.ttlSeconds(), each.rdata()));
    }
    return zoneChanges.rehearse(file, withSerial(changes, contents));
  }

  private static ZoneData with(ZoneData data, ZoneContents contents) {
    return new ZoneData(data.source(), contents, data.steering(), data.stamps(), data.warnings());
  }

  @Override
  public Optional<Problem> prepare(DnsName apex, ZoneContents contents) {
    var data = zones.data().get(apex);
    return data == null ? Optional.empty() : zones.prepare(with(data, contents));
  }

  @Override
  public void discard() {
    zones.discard();
  }

  @Override
  public void publish(DnsName apex, ZoneContents contents) {
    var data = zones.data().get(apex);
    if (data != null) {
      zones.put(with(data, contents));
    }
  }

  @Override
  public List<String> fold(DnsName apex, List<RecordChange> changes) {
    var data = zones.data().get(apex);
    if (data == null) {
      return List.of("the zone is not in force");
    }
    try {
      files.settle(apex);
      return fold(data, changes);
    } catch (RefusedException e) {
      return e.problems();
    }
  }

  private List<String> fold(ZoneData data, List<RecordChange> changes) throws RefusedException {
    var edited = data.changedFiles();
    if (!edited.isEmpty()) {
      return List.of(
          "%s holds something else than when it was read: `pharos zone reload %s` takes that in"
              .formatted(edited.getFirst(), data.apex()));
    }
    var file = ZoneData.readFiles(data.source(), zones.configuration()).data();
    if (file == null) {
      return List.of(data.source().file() + " is not sound: see `pharos check`");
    }
    var all = withSerial(changes, data.contents());
    zoneChanges.apply(file, all, Map.of(), Cause.updates());
    return List.of();
  }

  /// Returns `changes` with the SOA of what is in force.
  private static List<RecordChange> withSerial(List<RecordChange> changes, ZoneContents inForce) {
    var all = new ArrayList<>(changes);
    all.removeIf(change -> change.type() == RecordType.SOA);
    var soa = inForce.find(inForce.apex(), RecordType.SOA);
    if (soa != null) {
      var rdata = Rdata.of(soa.rdata().getFirst());
      all.add(new RecordChange.Add(inForce.apex(), RecordType.SOA, soa.ttlSeconds(), rdata));
    }
    return all;
  }
}
