package org.pharosdns.cli.change;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.ChangeReport;
import org.pharosdns.cli.control.HistoryEntry;
import org.pharosdns.cli.control.Reason;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ZonesApi.UndoRequest;
import org.pharosdns.cli.zones.FileStamp;
import org.pharosdns.cli.zones.UnknownZone;
import org.pharosdns.cli.zones.ZoneData;
import org.pharosdns.cli.zones.ZoneNames;
import org.pharosdns.cli.zones.ZonesInForce;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.edit.RecordChange;
import org.pharosdns.zone.load.RdataText.BadRdataException;
import org.pharosdns.zone.load.RecordText;
import org.pharosdns.zone.model.RdataOrder;
import org.pharosdns.zone.model.ResourceRecord;

/// A change taken back, where everything still is as that change left it.
final class Undo {
  private final ZonesInForce zones;
  private final ZoneChanges changes;
  private final ZoneFolder folder;

  Undo(ZonesInForce zones, ZoneChanges changes, ZoneFolder folder) {
    this.zones = zones;
    this.changes = changes;
    this.folder = folder;
  }

  /// Takes a change back; to be called while nothing else changes zones.
  ChangeReport of(UndoRequest request) throws RefusedException {
    var apex = ZoneNames.parse(request.zone());
    changes.settle(apex);
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
          "change " + entry.id() + " is too large to be undone: its records were not kept");
    }
    var cause = Cause.of("undo", request.author(), request.reason()).undoing(entry.id());
    var zone = changes.inForce(apex);
    return changes.apply(zone, inverse(zone, entry), steeringBefore(zone, entry), cause);
  }

  /// Returns the steering file as it was before a change, by the path that its name leads to; none
  /// where the change left it alone.
  ///
  /// @throws RefusedException when the file no longer is as that change left it
  private static Map<Path, byte[]> steeringBefore(ZoneData zone, HistoryEntry entry)
      throws RefusedException {
    try {
      var real = FileStamp.real(zone.source().steering());
      for (var each : entry.files()) {
        if (!Objects.equals(each.before(), each.after()) && isSteering(each, zone, real)) {
          return Map.of(real, textBefore(zone, entry, each));
        }
      }
      return Map.of();
    } catch (IOException e) {
      throw new RefusedException("the steering file cannot be read: " + Reason.of(e));
    }
  }

  private static boolean isSteering(HistoryEntry.File file, ZoneData zone, Path real) {
    var path = Path.of(file.path());
    return path.equals(real) || path.endsWith(zone.source().steering().getFileName());
  }

  private static byte[] textBefore(ZoneData zone, HistoryEntry entry, HistoryEntry.File written)
      throws IOException, RefusedException {
    var file = zone.source().steering();
    if (written.isKept() && Objects.equals(FileStamp.hash(file), written.after())) {
      var text = written.textBefore();
      return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    }
    throw new RefusedException(
        "change %d wrote to %s, which is another one now: edit it, then `pharos zone reload %s`"
            .formatted(entry.id(), file, zone.apex()));
  }

  private HistoryEntry entry(DnsName apex, @Nullable Integer id) throws RefusedException {
    var entries = changes.history(apex);
    if (entries.isEmpty()) {
      var known = zones.data().containsKey(apex);
      throw new RefusedException(
          known
              ? "there is no change of " + apex + " yet"
              : UnknownZone.problem(apex, zones.data().keySet()));
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

  /// Returns the changes that take one back. A SOA takes the place of the one that is there, with a
  /// serial behind it.
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
      if (record.type() != RecordType.SOA) {
        inverse.add(new RecordChange.Delete(record.owner(), record.type(), record.rdata()));
      }
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
          && isSame(record, added.rdata().octets())) {
        return true;
      }
    }
    return false;
  }

  private static boolean holds(ZoneData data, ResourceRecord record) {
    var set = data.contents().find(record.owner(), record.type());
    return set != null && set.rdata().stream().anyMatch(each -> isSame(record, each));
  }

  private static boolean isSame(ResourceRecord record, byte[] rdata) {
    var known = record.rdata().octets();
    return record.type() == RecordType.SOA
        ? SoaData.isSameButForSerial(known, rdata)
        : RdataOrder.isSame(record.type(), known, rdata);
  }

  private static ResourceRecord record(String line) throws RefusedException {
    try {
      return RecordText.read(line);
    } catch (BadRdataException e) {
      throw new RefusedException("the history holds what is no record: " + e.getMessage());
    }
  }
}
