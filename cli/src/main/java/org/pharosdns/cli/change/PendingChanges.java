package org.pharosdns.cli.change;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.HistoryEntry;
import org.pharosdns.cli.control.JournalLine;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.health.monitor.DurableFile;

/// Which change of each zone is on its way into the files: one file a zone, `NAME.pending` beside
/// its history. It is there before anything else of the change, and gone when the last file is in
/// place and nothing lies beside it; whatever a file holds later says nothing about a change that
/// has no note.
final class PendingChanges {
  private static final String SUFFIX = ".pending";

  private final Path folder;
  private final Disk disk;

  /// @param state the state folder
  PendingChanges(Path state, Disk disk) {
    this.folder = ChangeJournal.folder(state);
    this.disk = disk;
  }

  /// Notes that a change begins; when this returns that is there to stay.
  void begin(HistoryEntry entry) throws IOException {
    Files.createDirectories(folder);
    var file = file(DnsName.parse(entry.zone()));
    var line = JournalLine.print(entry.withoutRecords()) + "\n";
    disk.write(file, line.getBytes(StandardCharsets.UTF_8), file);
    disk.syncFolder(file);
  }

  /// Notes that the change of a zone is complete, or came to nothing. Nobody waits for the disk:
  /// should a power cut bring the file back, the change is found to be complete.
  void end(DnsName zone) throws IOException {
    Files.deleteIfExists(file(zone));
  }

  /// Whether a change of this zone was begun and not ended, or nobody may look.
  boolean has(DnsName zone) {
    return !Files.notExists(file(zone));
  }

  /// Returns the change that was begun, without its records; null where its note was cut off, for
  /// then nothing else of it is there.
  @Nullable HistoryEntry begun(DnsName zone) throws IOException {
    var file = file(zone);
    DurableFile.requireRegular(file);
    return JournalLine.read(Files.readString(file).strip());
  }

  /// Returns the zones of which a change is pending.
  List<DnsName> zones() throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> ChangeJournal.zone(file, SUFFIX))
          .flatMap(Optional::stream)
          .sorted()
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private Path file(DnsName zone) {
    return folder.resolve(ChangeJournal.fileName(zone) + SUFFIX);
  }
}
