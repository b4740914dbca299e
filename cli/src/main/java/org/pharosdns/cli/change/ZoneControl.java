package org.pharosdns.cli.change;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.ChangeReport;
import org.pharosdns.cli.control.HistoryEntry;
import org.pharosdns.cli.control.Reason;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ZoneSummary;
import org.pharosdns.cli.control.ZonesApi;
import org.pharosdns.cli.zones.Configurations;
import org.pharosdns.cli.zones.FileStamp;
import org.pharosdns.cli.zones.UnknownZone;
import org.pharosdns.cli.zones.ZoneData;
import org.pharosdns.cli.zones.ZoneNames;
import org.pharosdns.cli.zones.ZonesInForce;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.edit.ZoneDiff;
import org.pharosdns.zone.load.RdataText;
import org.pharosdns.zone.load.RecordText;
import org.pharosdns.zone.model.RRset;
import org.pharosdns.zone.model.ResourceRecord;

/// What an operator may do with zones: words in, changes and reports out.
public final class ZoneControl implements ZonesApi {
  private final ZonesInForce zones;
  private final ZoneChanges changes;
  private final ZoneFolder folder;
  private final Undo undo;
  private final Supplier<List<ZoneSummary>> summaries;

  /// @param state the state folder, where deleted zones are put aside
  public ZoneControl(
      ZonesInForce zones, ZoneChanges changes, Path state, Supplier<List<ZoneSummary>> summaries) {
    this.zones = zones;
    this.changes = changes;
    this.folder = new ZoneFolder(zones, changes, state);
    this.undo = new Undo(zones, changes, folder);
    this.summaries = summaries;
  }

  @Override
  public List<ZoneSummary> zones() {
    return summaries.get();
  }

  private ZoneData zone(String name) throws RefusedException {
    var apex = ZoneNames.parse(name);
    var data = zones.data().get(apex);
    if (data == null) {
      throw new RefusedException(UnknownZone.problem(apex, zones.data().keySet()));
    }
    return data;
  }

  @Override
  public List<ZoneRecord> records(String zone, @Nullable String name, @Nullable String type)
      throws RefusedException {
    var data = zone(zone);
    var wanted = type == null ? null : RecordArguments.type(type);
    var records = new ArrayList<ZoneRecord>();
    if (name == null) {
      data.contents().forEachOwner(sets -> add(sets, wanted, records));
    } else {
      add(data.contents().at(new RecordArguments(data.apex()).owner(name)), wanted, records);
    }
    return records;
  }

  private static void add(List<RRset> sets, @Nullable Integer type, List<ZoneRecord> records) {
    for (var set : sets) {
      if (type == null || type == set.type()) {
        for (var rdata : set.rdata()) {
          records.add(
              new ZoneRecord(
                  set.owner().toString(),
                  set.ttlSeconds(),
                  RecordType.mnemonic(set.type()),
                  RdataText.print(set.type(), rdata, null)));
        }
      }
    }
  }

  @Override
  public ChangeReport change(RecordsRequest request) throws RefusedException {
    return changes.alone(
        () -> {
          var data = changes.inForce(ZoneNames.parse(request.zone()));
          var list = new RecordArguments(data.apex()).changes(request, data.contents());
          var steering = SteeringChange.of(request, data, list);
          var cause = Cause.records(request.author(), request.reason());
          return changes.apply(data, list, steering, cause);
        });
  }

  @Override
  public ChangeReport create(CreateRequest request) throws RefusedException {
    return folder.create(request);
  }

  @Override
  public ChangeReport delete(DeleteRequest request) throws RefusedException {
    return changes.alone(() -> folder.delete(request));
  }

  @Override
  public DiffReport diff(String zone) throws RefusedException {
    var live = zone(zone);
    var read = ZoneData.read(live.source(), zones.configuration());
    var problems = Configurations.texts(read.problems());
    var data = read.data();
    var diff =
        data == null
            ? new ZoneDiff(List.of(), List.of())
            : ZoneDiff.of(live.contents(), data.contents());
    return new DiffReport(
        live.apex().toString(),
        live.contents().serial(),
        data == null ? null : data.contents().serial(),
        lines(diff.removed()),
        lines(diff.added()),
        data != null && !data.steering().equals(live.steering()),
        problems);
  }

  private static List<String> lines(List<ResourceRecord> records) {
    return records.stream().map(RecordText::print).toList();
  }

  @Override
  public TextReport text(String zone) throws RefusedException {
    return changes.alone(
        () -> {
          var data = changes.current(ZoneNames.parse(zone));
          var octets = octets(data);
          return new TextReport(
              data.apex().toString(),
              data.source().file().toString(),
              new String(octets, StandardCharsets.ISO_8859_1),
              FileStamp.hash(octets));
        });
  }

  private static byte[] octets(ZoneData data) throws RefusedException {
    try {
      return Files.readAllBytes(data.source().file());
    } catch (IOException e) {
      throw new RefusedException("the zone file cannot be read: " + Reason.of(e));
    }
  }

  @Override
  public ChangeReport replace(ReplaceRequest request) throws RefusedException {
    return changes.alone(
        () -> {
          var data = changes.inForce(ZoneNames.parse(request.zone()));
          if (!FileStamp.hash(octets(data)).equals(request.hash())) {
            throw new RefusedException("the zone was changed since you began: look at it again");
          }
          return changes.replace(
              data,
              request.text().getBytes(StandardCharsets.ISO_8859_1),
              new Cause("edit", request.author(), request.reason(), null));
        });
  }

  @Override
  public List<HistoryEntry> history(String zone) throws RefusedException {
    var apex = ZoneNames.parse(zone);
    var entries = changes.history(apex);
    if (entries.isEmpty()) {
      zone(zone);
    }
    return entries;
  }

  @Override
  public ChangeReport undo(UndoRequest request) throws RefusedException {
    return changes.alone(() -> undo.of(request));
  }
}
