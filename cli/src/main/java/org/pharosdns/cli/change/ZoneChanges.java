package org.pharosdns.cli.change;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.ChangeReport;
import org.pharosdns.cli.control.HistoryEntry;
import org.pharosdns.cli.control.Reason;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.zones.Configurations;
import org.pharosdns.cli.zones.MonitorLimit;
import org.pharosdns.cli.zones.UnknownZone;
import org.pharosdns.cli.zones.ZoneData;
import org.pharosdns.cli.zones.ZoneSource;
import org.pharosdns.cli.zones.ZonesInForce;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.edit.QuickEdit;
import org.pharosdns.zone.edit.RecordChange;
import org.pharosdns.zone.edit.SerialStyle;
import org.pharosdns.zone.edit.UneditableException;
import org.pharosdns.zone.edit.ZoneDiff;
import org.pharosdns.zone.edit.ZoneEdit;
import org.pharosdns.zone.edit.ZoneEditor;
import org.pharosdns.zone.model.NoRoomException;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.model.Rdata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Changes zones for good: every command and every dynamic update goes this way.
///
/// ```
/// edit the text ─► check zone and steering ─► files and journal on disk ─► publish ─► report
///      └─ refused ──────┴─ refused ────────────────┴─ refused: nothing has changed
/// ```
///
/// One change after the other; the lock is shared with whatever else replaces zones.
public final class ZoneChanges {
  private static final Logger LOG = LoggerFactory.getLogger(ZoneChanges.class);

  /// From so many records on a zone is not read as a whole for each change.
  private static final int MANY_RECORDS = 10_000;

  private final ZonesInForce zones;
  private final ZoneHistory history;
  private final FileTransaction files;
  private final InstantSource wall;
  private final Object lock;
  private Function<DnsName, List<String>> settled = apex -> List.of();

  /// @param lock held while zones are replaced
  public ZoneChanges(
      ZonesInForce zones,
      ChangeJournal journal,
      FileTransaction files,
      InstantSource wall,
      Object lock) {
    this.zones = zones;
    this.history = new ZoneHistory(journal, wall);
    this.files = files;
    this.wall = wall;
    this.lock = lock;
  }

  /// Brings what is in force, but not in the files of a zone yet, into them before each change.
  ///
  /// @param settled does so and returns what stands in the way; called with the lock held
  public void settleFirst(Function<DnsName, List<String>> settled) {
    this.settled = settled;
  }

  /// A change that is thought out from what is in force and what the files hold.
  @FunctionalInterface
  interface Request<T> {
    /// Carries it out.
    T make() throws RefusedException;
  }

  /// Carries out a request while nothing else changes zones: what it looks at first is still so
  /// when its change is made.
  ///
  /// @throws RefusedException when it cannot be carried out, for want of memory too
  <T> T alone(Request<T> request) throws RefusedException {
    synchronized (lock) {
      return withRoom(request);
    }
  }

  /// Carries out a request that may find too little memory.
  ///
  /// @throws RefusedException then, and when it cannot be carried out
  static <T> T withRoom(Request<T> request) throws RefusedException {
    try {
      return request.make();
    } catch (NoRoomException e) {
      throw new RefusedException(e.advice());
    }
  }

  /// Makes `changes` one after the other, all or none, together with new octets for other files of
  /// the zone. When this returns they are durable and the very next query sees them; what is there
  /// already changes nothing.
  ///
  /// @param data as {@link #inForce} returned it, with the lock held since
  /// @param others by path without symbolic links: the steering file, which is removed where it
  ///     shall hold nothing
  /// @throws RefusedException naming every problem; nothing has changed then
  ChangeReport apply(
      ZoneData data, List<RecordChange> changes, Map<Path, byte[]> others, Cause cause)
      throws RefusedException {
    requireUnchanged(data);
    for (var change : changes) {
      if (!change.owner().isAtOrBelow(data.apex())) {
        throw new RefusedException(change.owner() + " is not in the zone " + data.apex());
      }
    }
    var quick = others.isEmpty() ? quick(data, changes) : null;
    if (quick != null) {
      return quick.edit().isEmpty() ? unchanged(data) : commit(data, quick, cause);
    }
    var edit = edit(data, changes, Map.of());
    if (edit.isEmpty() && others.isEmpty()) {
      return unchanged(data);
    }
    var drafts = new LinkedHashMap<>(edit.drafts());
    drafts.putAll(others);
    var read = ZoneData.read(data.source(), zones.configuration(), drafts);
    var next = sound(read);
    var diff = ZoneDiff.of(data.contents(), next.contents());
    var besides = besides(data, next, diff, edit);
    if (!besides.isEmpty()) {
      throw new RefusedException(Configurations.texts(besides));
    }
    return commit(data, next, fileChanges(drafts, others.keySet()), diff, fresh(data, read), cause);
  }

  /// Returns the errors that the files of a zone would have after `changes`, or what keeps these
  /// from being made.
  List<Problem> rehearse(ZoneData data, List<RecordChange> changes) {
    try {
      var edit = editor(data, Map.of()).edit(data.contents(), changes, this::next);
      var read = ZoneData.read(data.source(), zones.configuration(), edit.drafts());
      var next = read.data();
      return next == null
          ? read.problems().stream().filter(Problem::isError).toList()
          : besides(data, next, ZoneDiff.of(data.contents(), next.contents()), edit);
    } catch (UneditableException e) {
      return e.problems();
    } catch (NoRoomException e) {
      return List.of(e.problem(data.source().file()));
    }
  }

  private static ChangeReport unchanged(ZoneData data) {
    return ChangeReport.unchanged(data.apex().toString(), data.contents().serial());
  }

  /// Returns an edit that need not read all of a large zone, or null.
  private @Nullable QuickEdit quick(ZoneData data, List<RecordChange> changes) {
    var landmarks = data.contents().records() < MANY_RECORDS ? null : data.landmarks().landmarks();
    return landmarks == null
        ? null
        : QuickEdit.of(editor(data, Map.of()), data.contents(), landmarks, changes, this::next);
  }

  private ChangeReport commit(ZoneData data, QuickEdit quick, Cause cause) throws RefusedException {
    var changes = new ArrayList<FileChange>();
    quick
        .edit()
        .drafts()
        .forEach((file, after) -> changes.add(new FileChange(file, quick.file().octets(), after)));
    return commit(data, data.with(quick), changes, quick.diff(), List.of(), cause);
  }

  private ZoneEditor editor(ZoneData data, Map<Path, byte[]> drafts) {
    var limits = zones.configuration().limits().zoneFiles();
    return new ZoneEditor(data.source().file(), data.apex(), limits, drafts);
  }

  private long next(long serial) {
    return SerialStyle.next(serial, now());
  }

  /// What changes are dated with.
  Instant now() {
    return wall.instant();
  }

  private ZoneEdit edit(ZoneData data, List<RecordChange> changes, Map<Path, byte[]> drafts)
      throws RefusedException {
    try {
      return editor(data, drafts).edit(data.contents(), changes, this::next);
    } catch (UneditableException e) {
      throw new RefusedException(Configurations.texts(e.problems()));
    }
  }

  /// Returns the drafts with a serial behind the one in force.
  private Map<Path, byte[]> withSerial(ZoneData data, ZoneData next, Map<Path, byte[]> drafts)
      throws RefusedException {
    var serial = next(data.contents().serial());
    var soa = Objects.requireNonNull(next.contents().find(data.apex(), RecordType.SOA));
    var rdata = SoaData.withSerial(soa.rdata().getFirst(), serial);
    var change =
        new RecordChange.Add(
            data.apex(), RecordType.SOA, RecordChange.TTL_OF_FILE, Rdata.of(rdata));
    var merged = new LinkedHashMap<>(drafts);
    merged.putAll(edit(next, List.of(change), drafts).drafts());
    return merged;
  }

  /// Returns what a last look at the work of the editor finds: an included file may stand for
  /// several places.
  private static List<Problem> besides(
      ZoneData before, ZoneData after, ZoneDiff diff, ZoneEdit edit) {
    var grown = after.contents().records() - before.contents().records();
    if (grown == edit.growth() && diff.isOf(Set.copyOf(edit.touched()))) {
      return List.of();
    }
    var files = new TreeSet<>(edit.drafts().keySet());
    if (files.size() > 1) {
      files.remove(before.stamps().getFirst().real());
    }
    var hint = "edit it by hand, then `pharos zone reload %s`".formatted(before.apex());
    return files.stream()
        .map(
            file ->
                Problem.error(
                        file, 0, 0, "records of other names would change with what changes here")
                    .withHint(hint))
        .toList();
  }

  /// Replaces the whole text of a zone file, with its serial raised where that is not greater yet.
  ///
  /// @param data as {@link #inForce} returned it, with the lock held since
  /// @param text what the file shall hold
  ChangeReport replace(ZoneData data, byte[] text, Cause cause) throws RefusedException {
    requireUnchanged(data);
    var file = real(data.source().file());
    Map<Path, byte[]> drafts = Map.of(file, text);
    var read = ZoneData.read(data.source(), zones.configuration(), drafts);
    var next = sound(read);
    if (!SerialStyle.isGreater(next.contents().serial(), data.contents().serial())) {
      drafts = withSerial(data, next, drafts);
      read = ZoneData.read(data.source(), zones.configuration(), drafts);
      next = sound(read);
    }
    var diff = ZoneDiff.of(data.contents(), next.contents());
    return commit(data, next, fileChanges(drafts, Set.of()), diff, fresh(data, read), cause);
  }

  /// Ends what an earlier change of a zone has left, before anybody looks which files are there.
  ///
  /// @throws RefusedException when that is not possible now
  void settle(DnsName apex) throws RefusedException {
    synchronized (lock) {
      files.settle(apex);
    }
  }

  /// Begins a zone in a file that is not there yet, once {@link #settle} was called for it.
  public ChangeReport add(ZoneSource source, byte[] text, Cause cause) throws RefusedException {
    return add(source, text, Map.of(), cause);
  }

  /// Begins a zone in a file that is not there yet, with other files beside it.
  public ChangeReport add(ZoneSource source, byte[] text, Map<Path, byte[]> others, Cause cause)
      throws RefusedException {
    synchronized (lock) {
      var data = ZoneTrial.of(source, text, others, zones.configuration());
      var changes = fileChanges(others, others.keySet());
      changes.add(new FileChange(source.file().toAbsolutePath(), null, text));
      var diff = ZoneDiff.ofNew(data.contents());
      return commit(null, data, changes, diff, Configurations.texts(data.warnings()), cause);
    }
  }

  /// Serves a zone no longer.
  ///
  /// @param changes what becomes of its files
  ChangeReport drop(ZoneData data, List<FileChange> changes, Cause cause) throws RefusedException {
    synchronized (lock) {
      var none = new ZoneDiff(List.of(), List.of());
      var serial = data.contents().serial();
      var entry = history.entry(data.apex(), serial, null, none, changes, cause);
      files.commit(entry, changes);
      zones.remove(data.apex());
      LOG.info("{}: deleted by {}", entry.zone(), entry.author());
      return new ChangeReport(
          entry.zone(), entry.id(), serial, null, List.of(), List.of(), entry.files(), List.of());
    }
  }

  /// Returns the zone as it is in force, with nothing on its way into its files any more. Whether
  /// they say the same is looked at when it is changed.
  ///
  /// @throws RefusedException when there is none, or something has to come into its files first
  ZoneData inForce(DnsName apex) throws RefusedException {
    synchronized (lock) {
      files.settle(apex);
      var inTheWay = settled.apply(apex);
      if (!inTheWay.isEmpty()) {
        throw new RefusedException(
            "dynamic updates of %s are still to come into its file: %s"
                .formatted(apex, String.join("; ", inTheWay)));
      }
      var data = zones.data().get(apex);
      if (data == null) {
        throw new RefusedException(UnknownZone.problem(apex, zones.data().keySet()));
      }
      return data;
    }
  }

  /// Returns the zone as it is in force, with files that say so.
  ///
  /// @throws RefusedException when there is none, or its files hold something else
  ZoneData current(DnsName apex) throws RefusedException {
    var data = inForce(apex);
    requireUnchanged(data);
    return data;
  }

  private static void requireUnchanged(ZoneData data) throws RefusedException {
    var changed = data.changedFiles();
    if (!changed.isEmpty()) {
      throw new RefusedException(
          changed.stream()
              .map(
                  file ->
                      "%s holds something else than when it was read: `pharos zone reload %s` takes"
                              .formatted(file, data.apex())
                          + " that in, then try again")
              .toList());
    }
  }

  /// @throws RefusedException with the errors of what was read
  static ZoneData sound(ZoneData.Read read) throws RefusedException {
    var data = read.data();
    if (data == null) {
      throw new RefusedException(
          read.problems().stream().filter(Problem::isError).map(Problem::format).toList());
    }
    return data;
  }

  /// Returns the warnings that a change brings; those of before have been said.
  private static List<String> fresh(ZoneData before, ZoneData.Read read) {
    return Configurations.texts(before.fresh(read.problems()));
  }

  private static Path real(Path file) throws RefusedException {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      throw new RefusedException(Reason.of(e));
    }
  }

  /// @param steering those of the files that are steering files
  private static List<FileChange> fileChanges(Map<Path, byte[]> drafts, Set<Path> steering)
      throws RefusedException {
    var changes = new ArrayList<FileChange>();
    for (var draft : drafts.entrySet()) {
      try {
        var before = Files.exists(draft.getKey()) ? Files.readAllBytes(draft.getKey()) : null;
        var gone = draft.getValue().length == 0;
        var after = gone ? null : draft.getValue();
        if (before != null || after != null) {
          changes.add(
              new FileChange(draft.getKey(), before, after, steering.contains(draft.getKey())));
        }
      } catch (IOException e) {
        throw new RefusedException(Reason.of(e));
      }
    }
    return changes;
  }

  /// Stores, publishes, reports.
  ///
  /// @param before null for a zone that is new
  ChangeReport commit(
      @Nullable ZoneData before,
      ZoneData after,
      List<FileChange> changes,
      ZoneDiff diff,
      List<String> warnings,
      Cause cause)
      throws RefusedException {
    if (!cause.isTaken()) {
      requireFewMonitors(before, after);
    }
    var entry =
        history.entry(
            after.apex(),
            before == null ? null : before.contents().serial(),
            after.contents().serial(),
            diff,
            changes,
            cause);
    var obstacle = zones.prepare(after);
    if (obstacle.isPresent()) {
      throw new RefusedException(obstacle.get().format());
    }
    var isStored = false;
    try {
      files.commit(entry, changes);
      isStored = true;
    } finally {
      if (!isStored) {
        zones.discard();
      }
    }
    zones.put(after);
    LOG.info(
        "{}: {} by {}, {} records removed, {} added, serial {}",
        entry.zone(),
        entry.kind(),
        entry.author(),
        entry.removed().size(),
        entry.added().size(),
        entry.serialAfter());
    return new ChangeReport(
        entry.zone(),
        entry.id(),
        entry.serialBefore(),
        entry.serialAfter(),
        entry.removed(),
        entry.added(),
        entry.files(),
        warnings);
  }

  private void requireFewMonitors(@Nullable ZoneData before, ZoneData after)
      throws RefusedException {
    var refusal = MonitorLimit.refusal(zones, before, after);
    if (refusal.isPresent()) {
      throw new RefusedException(refusal.get().format());
    }
  }

  /// Forgets the changes of a zone that is gone, once nothing of it is on its way.
  void forget(DnsName apex) throws IOException, RefusedException {
    synchronized (lock) {
      files.settle(apex);
      history.forget(apex);
    }
  }

  /// Returns the changes of a zone, the oldest first.
  public List<HistoryEntry> history(DnsName apex) throws RefusedException {
    return history.of(apex);
  }
}
