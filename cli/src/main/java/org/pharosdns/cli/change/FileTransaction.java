package org.pharosdns.cli.change;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.HistoryEntry;
import org.pharosdns.cli.control.Reason;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.zones.FileStamp;
import org.pharosdns.dns.wire.DnsName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Changes files all together or not at all, whatever happens in between.
///
/// ```
/// drafts beside the files, synced ─► journal line, synced ─► drafts renamed, folders synced
///        dies here: no change            dies here: the next start renames what is left
/// ```
public final class FileTransaction {
  private static final Logger LOG = LoggerFactory.getLogger(FileTransaction.class);

  private final Disk disk;
  private final ChangeJournal journal;

  public FileTransaction(Disk disk, ChangeJournal journal) {
    this.disk = disk;
    this.journal = journal;
  }

  /// Makes a change durable.
  ///
  /// @throws RefusedException when the disk does not take it: then every file is as it was
  void commit(HistoryEntry entry, List<FileChange> changes) throws RefusedException {
    try {
      writeDrafts(changes);
      journal.append(entry);
    } catch (IOException e) {
      removeDrafts(changes);
      throw refused(e);
    }
    var done = new ArrayList<FileChange>();
    try {
      for (var change : changes) {
        done.add(change);
        putInPlace(change.file(), change.after() == null);
      }
    } catch (IOException e) {
      rollBack(entry, done);
      removeDrafts(changes);
      throw refused(e);
    }
  }

  private static RefusedException refused(IOException e) {
    return new RefusedException("the change cannot be stored: " + Reason.of(e));
  }

  private void writeDrafts(List<FileChange> changes) throws IOException {
    for (var change : changes) {
      var after = change.after();
      if (after != null) {
        disk.write(FileChange.draft(change.file()), after, change.file());
      }
    }
  }

  private void putInPlace(Path file, boolean gone) throws IOException {
    if (gone) {
      disk.delete(file);
    } else {
      disk.rename(FileChange.draft(file), file);
    }
  }

  private static void removeDrafts(List<FileChange> changes) {
    for (var change : changes) {
      try {
        Files.deleteIfExists(FileChange.draft(change.file()));
      } catch (IOException e) {
        LOG.warn("{} stays behind: {}", FileChange.draft(change.file()), Reason.of(e));
      }
    }
  }

  private void rollBack(HistoryEntry entry, List<FileChange> changes) {
    for (var change : changes) {
      try {
        var before = change.before();
        if (before != null) {
          disk.write(FileChange.draft(change.file()), before, change.file());
          disk.rename(FileChange.draft(change.file()), change.file());
        } else if (Files.exists(change.file())) {
          disk.delete(change.file());
        }
      } catch (IOException e) {
        LOG.error(
            "{} holds a change that is not in force, `pharos reload` takes it: {}",
            change.file(),
            Reason.of(e));
      }
    }
    try {
      journal.takeBack(entry);
    } catch (IOException e) {
      LOG.error("the history shows a change that did not come about: {}", Reason.of(e));
    }
  }

  /// Ends what a process that died has left: a change whose line stands in the journal is finished,
  /// any other leaves nothing. Only the newest change of each zone can be unfinished.
  public void recover() throws IOException {
    for (var zone : journal.zones()) {
      recover(zone);
    }
  }

  private void recover(DnsName zone) throws IOException {
    var last = journal.newest(zone);
    if (last == null) {
      return;
    }
    var changed = false;
    var finished = false;
    for (var file : last.files()) {
      changed |= isNow(Path.of(file.path()), file.after());
      finished |= finish(file);
    }
    if (finished) {
      LOG.info("{}: change {} was cut off and is complete now", zone, last.id());
    } else if (!changed && stillAsBefore(last)) {
      journal.takeBack(last);
      LOG.info("{}: change {} was cut off and did not come about", zone, last.id());
    }
  }

  private static boolean stillAsBefore(HistoryEntry entry) throws IOException {
    for (var file : entry.files()) {
      if (!isNow(Path.of(file.path()), file.before())) {
        return false;
      }
    }
    return true;
  }

  private boolean finish(HistoryEntry.File noted) throws IOException {
    var file = Path.of(noted.path());
    if (!isNow(file, noted.before()) || Objects.equals(noted.before(), noted.after())) {
      return false;
    }
    if (noted.after() == null) {
      disk.delete(file);
      return true;
    }
    if (!isNow(FileChange.draft(file), noted.after())) {
      return false;
    }
    disk.rename(FileChange.draft(file), file);
    return true;
  }

  private static boolean isNow(Path file, @Nullable String hash) throws IOException {
    return Objects.equals(FileStamp.hash(file), hash);
  }
}
