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
/// noted as pending ─► drafts beside the files ─► journal line ─► drafts renamed ─► note removed
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

  private static final String UNDECIDED =
      "the next change or reload of the zone, or the next start, gives the change up or"
          + " completes it";

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
      pending.begin(entry);
      writeDrafts(changes);
      journal.append(entry);
    } catch (IOException e) {
      throw refused(e, comesToNothing(entry, changes));
    }
    var done = new ArrayList<FileChange>();
    try {
      for (var change : changes) {
        done.add(change);
        putInPlace(change.file(), change.after() == null);
      }
    } catch (IOException e) {
      var stuck = rollBack(done);
      throw refused(e, stuck.isEmpty() ? comesToNothing(entry, changes) : stuck);
    }
    endIfPossible(entry);
  }

  /// @param besides why the change may come about for all that
  private static RefusedException refused(IOException reason, List<String> besides) {
    var problems = new ArrayList<String>();
    problems.add("the change cannot be stored: " + Reason.of(reason));
    problems.addAll(besides);
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

  /// A file that goes lies beside its place until the change is at its end: it comes back with its
  /// mode and owner, or as the link that it was, and needs no room on the disk.
  private void putInPlace(Path file, boolean gone) throws IOException {
    if (gone) {
      disk.rename(file, FileChange.oldDraft(file));
    } else {
      disk.rename(FileChange.draft(file), file);
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
        return stuck(left.removeLast(), left, e);
      }
    }
    return List.of();
  }

  private void putBack(FileChange change) throws IOException {
    var file = change.file();
    var before = change.before();
    var after = change.after();
    if (isAsBefore(change)) {
      return;
    }
    if (before == null) {
      disk.rename(file, FileChange.draft(file));
    } else if (after == null) {
      disk.rename(FileChange.oldDraft(file), file);
    } else {
      disk.write(FileChange.oldDraft(file), before, file);
      disk.write(FileChange.draft(file), after, file);
      disk.rename(FileChange.oldDraft(file), file);
    }
  }

  private static boolean isAsBefore(FileChange change) throws IOException {
    var before = change.before();
    return isNow(change.file(), before == null ? null : FileStamp.hash(before));
  }

  /// What could not be put back stays pending. Its own draft goes unless files before it need the
  /// change completed: once those that are named are as they were, the change is given up.
  private List<String> stuck(FileChange change, Deque<FileChange> changed, IOException e) {
    var isBack = false;
    try {
      isBack = isAsBefore(change);
      if (!isBack || changed.isEmpty()) {
        disk.delete(FileChange.draft(change.file()));
      }
    } catch (IOException another) {
      e.addSuppressed(another);
    }
    if (isBack && changed.isEmpty()) {
      return List.of(
          "%s is as it was, which the disk may forget: %s: %s"
              .formatted(change.file(), Reason.of(e), UNDECIDED));
    }
    var stuck = new ArrayList<String>();
    stuck.add(
        ("%s cannot be put back as it was: %s: the next change or reload of the zone, or the next"
                + " start, completes the whole change once the disk takes it")
            .formatted(change.file(), Reason.of(e)));
    changed.forEach(each -> stuck.add(each.file() + " has the change as well"));
    return stuck;
  }

  /// Gives up a change that no file has: the history says so, or else that a draft is gone.
  ///
  /// @return what keeps it from that; nothing when it will never come about
  private List<String> comesToNothing(HistoryEntry entry, List<FileChange> changes) {
    try {
      if (isDecided(entry)) {
        journal.takeBack(entry);
      }
    } catch (IOException e) {
      LOG.error(
          "{}: the history may show a change that did not come about, until the next one: {}",
          entry.zone(),
          Reason.of(e));
      return losesDraft(changes)
          ? List.of()
          : List.of(
              "the history cannot say that it did not come about: %s: %s"
                  .formatted(Reason.of(e), UNDECIDED));
    }
    endIfPossible(entry);
    return List.of();
  }

  private boolean losesDraft(List<FileChange> changes) {
    for (var change : changes) {
      try {
        if (change.after() != null) {
          disk.delete(FileChange.draft(change.file()));
          return true;
        }
      } catch (IOException e) {
        LOG.warn("{} stays behind: {}", FileChange.draft(change.file()), Reason.of(e));
      }
    }
    return false;
  }

  private void endIfPossible(HistoryEntry entry) {
    try {
      end(entry);
    } catch (IOException e) {
      LOG.warn(
          "{}: that change {} is at its end is not noted: {}",
          entry.zone(),
          entry.id(),
          Reason.of(e));
    }
  }

  private void end(HistoryEntry entry) throws IOException {
    for (var file : entry.files()) {
      disk.delete(FileChange.draft(Path.of(file.path())));
      disk.delete(FileChange.oldDraft(Path.of(file.path())));
    }
    pending.end(zone(entry));
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
      if (progress != null && progress.isBegun()) {
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
    if (begun == null) {
      pending.end(zone);
      return;
    }
    if (isDecided(begun)) {
      complete(begun);
    }
    end(begun);
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
    for (var file : progress.done()) {
      disk.syncFolder(Path.of(file.path()));
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
  /// @param draftsThere whether no draft is gone
  /// @param done the files that hold what they shall, until a power cut it may be
  /// @param due the files that can have it still
  /// @param other the files that somebody else has written
  private record Progress(
      boolean draftsThere,
      List<HistoryEntry.File> done,
      List<HistoryEntry.File> due,
      List<String> other) {
    static Progress of(HistoryEntry entry) throws IOException {
      var draftsThere = true;
      var done = new ArrayList<HistoryEntry.File>();
      var due = new ArrayList<HistoryEntry.File>();
      var other = new ArrayList<String>();
      for (var file : entry.files()) {
        var path = Path.of(file.path());
        var draftThere = file.after() == null || isNow(FileChange.draft(path), file.after());
        draftsThere &= draftThere;
        if (isNow(path, file.after())) {
          done.add(file);
        } else if (draftThere && isNow(path, file.before())) {
          due.add(file);
        } else {
          other.add(file.path());
        }
      }
      return new Progress(draftsThere, done, due, other);
    }

    /// Whether a file has it that did not hold the same before.
    boolean isBegun() {
      return done.stream().anyMatch(file -> !Objects.equals(file.before(), file.after()));
    }

    /// Whether no file has it, and some cannot have it any more. Of a change that came to nothing
    /// the drafts are gone, if nothing else says so.
    boolean isGivenUp() {
      return !isBegun() && !(draftsThere && other.isEmpty());
    }
  }

  private static boolean isNow(Path file, @Nullable String hash) throws IOException {
    return Objects.equals(FileStamp.hash(file), hash);
  }
}
