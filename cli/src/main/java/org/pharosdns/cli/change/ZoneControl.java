package org.pharosdns.cli.change;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.pharosdns.zone.edit.ZoneDiff;
import org.pharosdns.zone.load.RecordText;
import org.pharosdns.zone.model.ResourceRecord;

/// What an operator may do with zones: words in, changes and reports out.
public final class ZoneControl implements ZonesApi {
  /// So many records of a difference are shown in each direction.
  static final int MOST_DIFFERENT = 100_000;

  private final ZonesInForce zones;
  private final ZoneChanges changes;
  private final ZoneFolder folder;
  private final Undo undo;
  private final Supplier<List<ZoneSummary>> summaries;
  private final long mostRequestOctets;

  /// @param state the state folder, where deleted zones are put aside
  /// @param mostRequestOctets a text that takes a longer one to be sent back is not handed out
  public ZoneControl(
      ZonesInForce zones,
      ZoneChanges changes,
      Path state,
      Supplier<List<ZoneSummary>> summaries,
      long mostRequestOctets) {
    this.zones = zones;
    this.changes = changes;
    this.folder = new ZoneFolder(zones, changes, state);
    this.undo = new Undo(zones, changes, folder);
    this.summaries = summaries;
    this.mostRequestOctets = mostRequestOctets;
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
  public Iterable<ZoneRecord> records(String zone, @Nullable String name, @Nullable String type)
      throws RefusedException {
    var data = zone(zone);
    var wanted = type == null ? null : RecordArguments.type(type);
    return ZoneChanges.withRoom(
        () -> {
          if (name == null) {
            return RecordListing.of(data.contents(), wanted);
          }
          var owner = new RecordArguments(data.apex()).owner(name);
          return RecordListing.of(data.contents().at(owner), wanted).toList();
        });
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
    return ZoneChanges.withRoom(() -> diff(zone(zone)));
  }

  private DiffReport diff(ZoneData live) throws RefusedException {
    var read = ZoneData.read(live.source(), zones.configuration());
    var problems = Configurations.texts(read.problems());
    var data = read.data();
    var diff =
        data == null
            ? new ZoneDiff(List.of(), List.of())
            : ZoneDiff.upTo(MOST_DIFFERENT, live.contents(), data.contents());
    if (Math.max(diff.removed().size(), diff.added().size()) > MOST_DIFFERENT) {
      throw new RefusedException(
          "more than %d records differ, too many to show: `pharos zone reload %s` takes them in"
              .formatted(MOST_DIFFERENT, live.apex()));
    }
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
          var file = data.source().file();
          var size = size(file);
          requireRoomInRequest(data, size, "at least " + size);
          var octets = octets(data);
          var text = new String(octets, StandardCharsets.ISO_8859_1);
          var sent = ReplaceRequest.mostOctets(text);
          requireRoomInRequest(data, sent, "up to " + sent);
          return new TextReport(
              data.apex().toString(), file.toString(), text, FileStamp.hash(octets));
        });
  }

  private static long size(Path file) throws RefusedException {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private void requireRoomInRequest(ZoneData data, long octets, String shown)
      throws RefusedException {
    if (octets > mostRequestOctets) {
      throw new RefusedException(
          "an edit of %s sends %s octets, and a request may have %d ([limits] control_request)"
                  .formatted(data.source().file(), shown, mostRequestOctets)
              + ": edit it by hand, then `pharos zone reload %s`".formatted(data.apex()));
    }
  }

  private static byte[] octets(ZoneData data) throws RefusedException {
    try {
      return Files.readAllBytes(data.source().file());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static RefusedException unreadable(IOException e) {
    return new RefusedException("the zone file cannot be read: " + Reason.of(e));
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
              Cause.of("edit", request.author(), request.reason()));
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
