package org.pharosdns.cli.change;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.HistoryEntry;
import org.pharosdns.cli.control.Reason;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.zones.CutOff;
import org.pharosdns.cli.zones.FileStamp;
import org.pharosdns.dns.wire.DnsName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Changes files all together or not at all, whatever happens in between.
///
/// ```
/// drafts beside the files ─► noted as pending ─► journal line ─► drafts renamed ─► note removed
///        dies here: no change                         dies here: renamed at the next start
/// ```
///
/// Each step is on the disk before the next one. What is not pending is never touched again,
/// whatever the files hold since.
///
/// Until the note is removed each file has the change or can still get it: one that is put back has
/// its draft again before. Files are put back from the last to the first, and none before one that
/// cannot be: what a change puts aside before it takes it away stays aside.
public final class FileTransaction {
  private static final Logger LOG = LoggerFactory.getLogger(FileTransaction.class);

  private final Disk disk;
  private final ChangeJournal journal;
  private final PendingChanges pending;

  /// @param state the state folder
  public FileTransaction(Path state, Disk disk, ChangeJournal journal) {
    this.disk = disk;
    this.journal = journal;
    this.pending = new PendingChanges(state, disk);
  }

  /// Makes a change durable, of a zone that {@link #settle} was called for.
  ///
  /// @throws RefusedException when the disk does not take it: then every file is as it was, but for
  ///     those that the exception names
  void commit(HistoryEntry entry, List<FileChange> changes) throws RefusedException {
    try {
      writeDrafts(changes);
      pending.begin(entry);
      journal.append(entry);
    } catch (IOException e) {
      comesToNothing(entry, changes);
      throw refused(e);
    }
    var done = new ArrayList<FileChange>();
    try {
      for (var change : changes) {
        done.add(change);
        putInPlace(change.file(), change.after() == null);
      }
    } catch (IOException e) {
      var stuck = rollBack(done);
      if (stuck.isEmpty()) {
        comesToNothing(entry, changes);
        throw refused(e);
      }
      throw halfDone(e, stuck);
    }
    end(entry);
  }

  private static RefusedException refused(IOException e) {
    return new RefusedException("the change cannot be stored: " + Reason.of(e));
  }

  /// What could not be put back stays pending, and its drafts stay: it can still be completed.
  private static RefusedException halfDone(IOException reason, List<String> stuck) {
    var problems = new ArrayList<>(refused(reason).problems());
    problems.addAll(stuck);
    return new RefusedException(problems);
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

  private static void removeDrafts(Path file) {
    remove(FileChange.draft(file));
    remove(FileChange.oldDraft(file));
  }

  private static void remove(Path draft) {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException e) {
      LOG.warn("{} stays behind: {}", draft, Reason.of(e));
    }
  }

  /// Puts files back as they were, from the last to the first.
  ///
  /// @return what keeps one from that, and which files before it have the change too; nothing when
  ///     all are as they were
  private List<String> rollBack(List<FileChange> changes) {
    var left = new ArrayDeque<>(changes);
    while (!left.isEmpty()) {
      try {
        putBack(left.getLast());
        left.removeLast();
      } catch (IOException e) {
        return stuck(left, e);
      }
    }
    return List.of();
  }

  private static List<String> stuck(Deque<FileChange> left, IOException e) {
    var stuck = new ArrayList<String>();
    stuck.add(
        ("%s cannot be put back as it was: %s: the next change or reload of the zone, or the next"
                + " start, completes the whole change once the disk takes it")
            .formatted(left.removeLast().file(), Reason.of(e)));
    left.forEach(change -> stuck.add(change.file() + " has the change as well"));
    return stuck;
  }

  private void putBack(FileChange change) throws IOException {
    var file = change.file();
    var before = change.before();
    if (isNow(file, before == null ? null : FileStamp.hash(before))) {
      return;
    }
    if (before == null) {
      disk.rename(file, FileChange.draft(file));
      return;
    }
    try {
      disk.write(FileChange.oldDraft(file), before, file);
      var after = change.after();
      if (after != null) {
        disk.write(FileChange.draft(file), after, file);
      }
      disk.rename(FileChange.oldDraft(file), file);
    } catch (IOException e) {
      keepAsChanged(change);
      throw e;
    }
  }

  /// Removes the drafts of a file that keeps the change: whoever writes it as it was, by hand, then
  /// gives the change up.
  private static void keepAsChanged(FileChange change) throws IOException {
    var after = change.after();
    if (isNow(change.file(), after == null ? null : FileStamp.hash(after))) {
      removeDrafts(change.file());
    }
  }

  private void comesToNothing(HistoryEntry entry, List<FileChange> changes) {
    changes.forEach(change -> removeDrafts(change.file()));
    try {
      if (isDecided(entry)) {
        journal.takeBack(entry);
      }
      pending.end(zone(entry));
    } catch (IOException e) {
      LOG.error(
          "{}: the history may show a change that did not come about, until the next one: {}",
          entry.zone(),
          Reason.of(e));
    }
  }

  private void end(HistoryEntry entry) {
    try {
      pending.end(zone(entry));
    } catch (IOException e) {
      LOG.warn(
          "{}: that change {} is complete is not noted: {}",
          entry.zone(),
          entry.id(),
          Reason.of(e));
    }
  }

  private static DnsName zone(HistoryEntry entry) {
    return DnsName.parse(entry.zone());
  }

  /// Whether a change stands in the history: from then on it is carried through.
  private boolean isDecided(HistoryEntry entry) throws IOException {
    var newest = journal.newest(zone(entry));
    return newest != null && newest.id() == entry.id();
  }

  /// Ends what a process that died has left of each zone: a change that stands in the history is
  /// completed, any other leaves nothing. A zone of which that fails is told to the log, and takes
  /// no change before it is done; the others do not wait for it. To be called while nobody changes
  /// zones, before their files are read.
  ///
  /// @return the zones of which that fails
  /// @throws RefusedException when it cannot be known which zones that are
  public Map<DnsName, CutOff> recover() throws RefusedException {
    var cutOff = new TreeMap<DnsName, CutOff>();
    for (var zone : pending()) {
      try {
        recover(zone);
      } catch (IOException e) {
        var why = unfinished(zone, e);
        cutOff.put(zone, new CutOff(why, rest(zone)));
        LOG.error("{}", why);
      }
    }
    return cutOff;
  }

  /// Returns what files would hold, other than they do, once the change of a zone was whole; null
  /// where that cannot be known. A file has it only when it stands in the history; while none has,
  /// they are whole as they are.
  private @Nullable Map<Path, byte[]> rest(DnsName zone) {
    var rest = new HashMap<Path, byte[]>();
    try {
      var begun = pending.begun(zone);
      var progress = begun == null ? null : Progress.of(begun);
      if (progress != null && progress.changed()) {
        for (var file : progress.due()) {
          var path = Path.of(file.path());
          var isGoing = file.after() == null;
          rest.put(path, isGoing ? new byte[0] : Files.readAllBytes(FileChange.draft(path)));
        }
      }
      return rest;
    } catch (IOException e) {
      LOG.error("{}: what its files would hold is not known: {}", zone, Reason.of(e));
      return null;
    }
  }

  private List<DnsName> pending() throws RefusedException {
    try {
      return pending.zones();
    } catch (IOException e) {
      throw new RefusedException("changes that were cut off cannot be looked for: " + Reason.of(e));
    }
  }

  private static String unfinished(DnsName zone, IOException e) {
    return "%s takes no change, for an earlier one was cut off and cannot be completed yet: %s"
        .formatted(zone, Reason.of(e));
  }

  /// Completes what an earlier change of a zone has left, before its files are read for a new one.
  ///
  /// @throws RefusedException when that is not possible now
  void settle(DnsName zone) throws RefusedException {
    try {
      recover(zone);
    } catch (IOException e) {
      throw new RefusedException(unfinished(zone, e));
    }
  }

  private void recover(DnsName zone) throws IOException {
    if (!pending.has(zone)) {
      return;
    }
    var begun = pending.begun(zone);
    if (begun != null) {
      if (isDecided(begun)) {
        complete(begun);
      }
      begun.files().forEach(file -> removeDrafts(Path.of(file.path())));
    }
    pending.end(zone);
  }

  private void complete(HistoryEntry entry) throws IOException {
    var progress = Progress.of(entry);
    if (progress.isGivenUp()) {
      journal.takeBack(entry);
      LOG.info("{}: change {} was cut off and did not come about", entry.zone(), entry.id());
      return;
    }
    for (var file : progress.due()) {
      putInPlace(Path.of(file.path()), file.after() == null);
    }
    LOG.info("{}: change {} was cut off and is complete now", entry.zone(), entry.id());
    if (!progress.other().isEmpty()) {
      LOG.error(
          "{}: change {} is not in {}, which somebody else has written: compare them with `pharos"
              + " zone history {}`",
          entry.zone(),
          entry.id(),
          String.join(", ", progress.other()),
          entry.zone());
    }
  }

  /// How far a change has come.
  ///
  /// @param changed whether a file has it
  /// @param draftsThere whether no draft is gone
  /// @param due the files that can have it still
  /// @param other the files that somebody else has written
  private record Progress(
      boolean changed, boolean draftsThere, List<HistoryEntry.File> due, List<String> other) {
    static Progress of(HistoryEntry entry) throws IOException {
      var changed = false;
      var draftsThere = true;
      var due = new ArrayList<HistoryEntry.File>();
      var other = new ArrayList<String>();
      for (var file : entry.files()) {
        var path = Path.of(file.path());
        var draftThere = file.after() == null || isNow(FileChange.draft(path), file.after());
        draftsThere &= draftThere;
        if (isNow(path, file.after())) {
          changed |= !Objects.equals(file.before(), file.after());
        } else if (draftThere && isNow(path, file.before())) {
          due.add(file);
        } else {
          other.add(file.path());
        }
      }
      return new Progress(changed, draftsThere, due, other);
    }

    /// Whether no file has it, and some cannot have it any more. Of a change that came to nothing
    /// the drafts are gone, if nothing else says so.
    boolean isGivenUp() {
      return !changed && !(draftsThere && other.isEmpty());
    }
  }

  private static boolean isNow(Path file, @Nullable String hash) throws IOException {
    return Objects.equals(FileStamp.hash(file), hash);
  }
}
