package org.pharosdns.cli.change;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.ChangeReport;
import org.pharosdns.cli.control.HistoryEntry;
import org.pharosdns.cli.control.Reason;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ZonesApi.CreateRequest;
import org.pharosdns.cli.control.ZonesApi.DeleteRequest;
import org.pharosdns.cli.control.ZonesApi.UndoRequest;
import org.pharosdns.cli.zones.FileStamp;
import org.pharosdns.cli.zones.ZoneNames;
import org.pharosdns.cli.zones.ZoneSource;
import org.pharosdns.cli.zones.ZonesInForce;
import org.pharosdns.dns.wire.DnsName;

/// Zones that come and go as files in the folder of zones. The files of one that goes are kept in
/// `STATE/deleted`, until a zone of that name is deleted again, or many others: {@link
/// DeletedZones}.
final class ZoneFolder {
  private final ZonesInForce zones;
  private final ZoneChanges changes;
  private final Path kept;
  private final DeletedZones deleted;

  ZoneFolder(ZonesInForce zones, ZoneChanges changes, Path state) {
    this.zones = zones;
    this.changes = changes;
    this.kept = DeletedZones.folder(state);
    this.deleted = new DeletedZones(state, changes);
  }

  /// Makes a zone, or replaces one where the request allows that. What is wrong with a file to
  /// import is said of that file.
  ChangeReport create(CreateRequest request) throws RefusedException {
    var apex = ZoneNames.parse(request.zone());
    var text = NewZone.text(apex, request, changes.now(), mostOctets());
    return changes.alone(() -> create(apex, text, request));
  }

  private ChangeReport create(DnsName apex, byte[] text, CreateRequest request)
      throws RefusedException {
    var given = request.file();
    if (given == null) {
      return create(apex, text, request, Cause.of("create", request.author(), request.reason()));
    }
    var file = source(apex).file().toString();
    var cause = Cause.of("import", request.author(), request.reason());
    try {
      var report = create(apex, text, request, cause);
      return report.withWarnings(named(report.warnings(), file, given));
    } catch (RefusedException e) {
      throw new RefusedException(named(e.problems(), file, given));
    }
  }

  private int mostOctets() {
    var octets = zones.configuration().limits().zoneFiles().fileOctets();
    return (int) Math.min(octets, Integer.MAX_VALUE - 16);
  }

  /// Names another file in front of what is said with a line and a column.
  private static List<String> named(List<String> problems, String file, String given) {
    return problems.stream()
        .map(
            problem ->
                problem.startsWith(file + ":") ? given + problem.substring(file.length()) : problem)
        .toList();
  }

  private ChangeReport create(DnsName apex, byte[] text, CreateRequest request, Cause cause)
      throws RefusedException {
    if (zones.data().containsKey(apex)) {
      if (!request.replace()) {
        throw new RefusedException("the zone " + apex + " is there already");
      }
      return changes.replace(changes.inForce(apex), text, cause);
    }
    var source = source(apex);
    changes.settle(apex);
    if (Files.exists(source.file())) {
      throw new RefusedException(
          source.file()
              + " is there already, and not served: `pharos reload` serves it, or says why not");
    }
    return changes.add(source, text, cause);
  }

  private ZoneSource source(DnsName apex) throws RefusedException {
    var configured = zones.configuration().zoneFiles().get(apex);
    if (configured != null) {
      return ZoneSource.of(apex, configured);
    }
    var name = apex.toString();
    if (apex.isRoot() || name.indexOf('/') >= 0) {
      throw new RefusedException(
          "the zone "
              + apex
              + " needs an entry [zone.\""
              + apex
              + "\"] with a file in pharos.toml");
    }
    var file = zones.folder().resolve(name.substring(0, name.length() - 1) + ".zone");
    return ZoneSource.of(apex, file);
  }

  /// Puts the files of a zone aside and serves it no longer. A link in the place of a file goes,
  /// and what it leads to stays.
  ChangeReport delete(DeleteRequest request) throws RefusedException {
    var data = changes.current(ZoneNames.parse(request.zone()));
    var files = new ArrayList<FileChange>();
    try {
      Files.createDirectories(kept);
      putAside(data.source().file(), deleted.file(data.apex(), DeletedZones.ZONE), files, false);
      putAside(
          data.source().steering(), deleted.file(data.apex(), DeletedZones.STEERING), files, true);
    } catch (IOException e) {
      throw new RefusedException("the zone cannot be put aside: " + Reason.of(e));
    }
    var cause = Cause.of("delete", request.author(), request.reason());
    var report = changes.drop(data, files, cause);
    deleted.tidy(this::isThere);
    return report;
  }

  /// Whether a zone is in force, or has a file.
  private boolean isThere(DnsName apex) {
    try {
      return zones.data().containsKey(apex) || !Files.notExists(source(apex).file());
    } catch (RefusedException e) {
      return false;
    }
  }

  private static void putAside(Path file, Path aside, List<FileChange> files, boolean isSteering)
      throws IOException {
    if (Files.exists(file)) {
      var octets = Files.readAllBytes(file);
      var before = Files.exists(aside) ? Files.readAllBytes(aside) : null;
      files.add(new FileChange(aside.toAbsolutePath(), before, octets, isSteering));
      files.add(new FileChange(file.toAbsolutePath(), octets, null, isSteering));
    }
  }

  /// Brings back a zone as a change deleted it, once nothing of it is on its way.
  ///
  /// @throws RefusedException when what that put aside is there no longer
  ChangeReport restore(DnsName apex, HistoryEntry entry, UndoRequest request)
      throws RefusedException {
    var source = source(apex);
    if (zones.data().containsKey(apex) || Files.exists(source.file())) {
      throw new RefusedException("the zone " + apex + " is there again");
    }
    try {
      var zone = deleted.file(apex, DeletedZones.ZONE);
      var noted = noted(entry, zone);
      if (noted == null) {
        throw new RefusedException("change " + entry.id() + " has not put " + zone + " aside");
      }
      Map<Path, byte[]> others = new HashMap<>();
      var steering = deleted.file(apex, DeletedZones.STEERING);
      var notedSteering = noted(entry, steering);
      if (notedSteering != null) {
        others.put(FileStamp.real(source.steering()), octets(entry, steering, notedSteering));
      }
      var cause = Cause.of("undo", request.author(), request.reason()).undoing(entry.id());
      return changes.add(source, octets(entry, zone, noted), others, cause);
    } catch (IOException e) {
      throw new RefusedException("the zone that was put aside cannot be read: " + Reason.of(e));
    }
  }

  private HistoryEntry.@Nullable File noted(HistoryEntry entry, Path aside) {
    var end = kept.getFileName().resolve(aside.getFileName());
    return entry.files().stream()
        .filter(file -> Path.of(file.path()).endsWith(end))
        .findFirst()
        .orElse(null);
  }

  private static byte[] octets(HistoryEntry entry, Path aside, HistoryEntry.File noted)
      throws IOException, RefusedException {
    var octets = Files.readAllBytes(aside);
    if (!FileStamp.hash(octets).equals(noted.after())) {
      throw new RefusedException(
          "%s no longer holds what change %d put aside: a later deletion is there, or an edit by hand"
              .formatted(aside, entry.id()));
    }
    return octets;
  }
}
