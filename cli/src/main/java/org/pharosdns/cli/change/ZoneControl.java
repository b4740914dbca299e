package org.pharosdns.cli.change;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.edit.RecordChange;
import org.pharosdns.zone.edit.ZoneDiff;
import org.pharosdns.zone.load.RdataText;
import org.pharosdns.zone.load.RdataText.BadRdataException;
import org.pharosdns.zone.load.RecordText;
import org.pharosdns.zone.model.RRset;
import org.pharosdns.zone.model.RdataOrder;
import org.pharosdns.zone.model.ResourceRecord;

/// What an operator may do with zones: words in, changes and reports out.
public final class ZoneControl implements ZonesApi {
  private final ZonesInForce zones;
  private final ZoneChanges changes;
  private final ZoneFolder folder;
  private final Supplier<List<ZoneSummary>> summaries;

  /// @param state the state folder, where deleted zones are put aside
  public ZoneControl(
      ZonesInForce zones, ZoneChanges changes, Path state, Supplier<List<ZoneSummary>> summaries) {
    this.zones = zones;
    this.changes = changes;
    this.folder = new ZoneFolder(zones, changes, state);
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
    var data = zone(request.zone());
    var list = new RecordArguments(data.apex()).changes(request, data.contents());
    var steering = SteeringChange.of(request, data, list);
    return changes.apply(
        data.apex(), list, steering, Cause.records(request.author(), request.reason()));
  }

  @Override
  public ChangeReport create(CreateRequest request) throws RefusedException {
    return folder.create(request);
  }

  @Override
  public ChangeReport delete(DeleteRequest request) throws RefusedException {
    return folder.delete(zone(request.zone()), request);
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
    var data = changes.current(ZoneNames.parse(zone));
    try {
      var octets = Files.readAllBytes(data.source().file());
      return new TextReport(
          data.apex().toString(),
          data.source().file().toString(),
          new String(octets, StandardCharsets.ISO_8859_1),
          FileStamp.hash(octets));
    } catch (IOException e) {
      throw new RefusedException("the zone file cannot be read: " + Reason.of(e));
    }
  }

  @Override
  public ChangeReport replace(ReplaceRequest request) throws RefusedException {
    var apex = ZoneNames.parse(request.zone());
    if (!text(request.zone()).hash().equals(request.hash())) {
      throw new RefusedException("the zone was changed since you began: look at it again");
    }
    return changes.replace(
        apex,
        request.text().getBytes(StandardCharsets.ISO_8859_1),
        new Cause("edit", request.author(), request.reason(), null));
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
    var apex = ZoneNames.parse(request.zone());
    var entry = entry(apex, request.id());
    if (entry.kind().equals("delete")) {
      return folder.restore(apex, entry, request);
    }
    if (entry.serialBefore() == null) {
      throw new RefusedException(
          "change %d made the zone: `pharos zone delete %s` takes it away"
              .formatted(entry.id(), apex));
    }
    if (!entry.complete()) {
      throw new RefusedException(
          "change " + entry.id() + " is too large: its records were not kept");
    }
    var cause = new Cause("undo", request.author(), request.reason(), entry.id());
    var zone = zone(request.zone());
    return changes.apply(apex, inverse(zone, entry), steeringBefore(zone, entry), cause);
  }

  /// Returns the steering file as it was before a change, by its path; none where the change left
  /// it alone.
  ///
  /// @throws RefusedException when the file no longer is as that change left it
  private static Map<Path, byte[]> steeringBefore(ZoneData zone, HistoryEntry entry)
      throws RefusedException {
    var file = zone.source().steering();
    for (var each : entry.files()) {
      if (!Objects.equals(each.before(), each.after())
          && Path.of(each.path()).endsWith(file.getFileName())) {
        return Map.of(file, textBefore(zone, entry, each));
      }
    }
    return Map.of();
  }

  private static byte[] textBefore(ZoneData zone, HistoryEntry entry, HistoryEntry.File written)
      throws RefusedException {
    var file = zone.source().steering();
    try {
      if (written.isKept() && Objects.equals(FileStamp.hash(file), written.after())) {
        var text = written.textBefore();
        return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new RefusedException("the steering file cannot be read: " + Reason.of(e));
    }
    throw new RefusedException(
        "change %d wrote to %s, which is another one now: edit it, then `pharos zone reload %s`"
            .formatted(entry.id(), file, zone.apex()));
  }

  private HistoryEntry entry(DnsName apex, @Nullable Integer id) throws RefusedException {
    var entries = changes.history(apex);
    if (entries.isEmpty()) {
      throw new RefusedException("there is no change of " + zone(apex.toString()).apex() + " yet");
    }
    if (id == null) {
      return entries.getLast();
    }
    return entries.stream()
        .filter(each -> each.id() == id)
        .findFirst()
        .orElseThrow(
            () ->
                new RefusedException(
                    "there is no change %d of %s: `pharos zone history %s` lists them"
                        .formatted(id, apex, apex)));
  }

  /// Returns the changes that take one back.
  ///
  /// @throws RefusedException when the zone no longer is as that change left it
  private static List<RecordChange> inverse(ZoneData data, HistoryEntry entry)
      throws RefusedException {
    var problems = new ArrayList<String>();
    var inverse = new ArrayList<RecordChange>();
    for (var line : entry.added()) {
      var record = record(line);
      if (!holds(data, record)) {
        problems.add("change " + entry.id() + " no longer applies: there is no " + line);
      }
      inverse.add(new RecordChange.Delete(record.owner(), record.type(), record.rdata()));
    }
    for (var line : entry.removed()) {
      var record = record(line);
      if (holds(data, record) && !entry.added().contains(line) && !comesBack(entry, record)) {
        problems.add("change " + entry.id() + " no longer applies: there is a new " + line);
      }
      inverse.add(
          new RecordChange.Add(record.owner(), record.type(), record.ttlSeconds(), record.rdata()));
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    return inverse;
  }

  /// Whether a record only had another TTL before.
  private static boolean comesBack(HistoryEntry entry, ResourceRecord record)
      throws RefusedException {
    for (var line : entry.added()) {
      var added = record(line);
      if (added.owner().equals(record.owner())
          && added.type() == record.type()
          && added.rdata().equals(record.rdata())) {
        return true;
      }
    }
    return false;
  }

  private static boolean holds(ZoneData data, ResourceRecord record) {
    var set = data.contents().find(record.owner(), record.type());
    return set != null
        && set.rdata().stream()
            .anyMatch(each -> RdataOrder.isSame(record.type(), each, record.rdata().octets()));
  }

  private static ResourceRecord record(String line) throws RefusedException {
    try {
      return RecordText.read(line);
    } catch (BadRdataException e) {
      throw new RefusedException("the history holds what is no record: " + e.getMessage());
    }
  }
}
