package org.pharosdns.cli.change;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.HistoryEntry;
import org.pharosdns.cli.control.Reason;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.edit.ZoneDiff;
import org.pharosdns.zone.load.RecordText;
import org.pharosdns.zone.model.ResourceRecord;

/// What is remembered of the changes of each zone, and how a change is put into words for that.
final class ZoneHistory {
  /// The records of changes up to this many are kept.
  private static final int RECORDS_KEPT = 10_000;

  /// As far as their data has no more octets than this together, which are up to five times as many
  /// in the journal.
  private static final long RDATA_KEPT = 1 << 20;

  private final ChangeJournal journal;
  private final InstantSource wall;

  ZoneHistory(ChangeJournal journal, InstantSource wall) {
    this.journal = journal;
    this.wall = wall;
  }

  /// Returns what the journal says of a change.
  HistoryEntry entry(
      DnsName apex,
      @Nullable Long serialBefore,
      @Nullable Long serialAfter,
      ZoneDiff diff,
      List<FileChange> changes,
      Cause cause)
      throws RefusedException {
    var complete = isKept(diff);
    return new HistoryEntry(
        nextId(apex),
        apex.toString(),
        wall.instant().toString(),
        cause.kind(),
        cause.author(),
        cause.reason(),
        serialBefore,
        serialAfter,
        complete ? lines(diff.removed(), diff.added()) : List.of(),
        complete ? lines(diff.added(), diff.removed()) : List.of(),
        complete,
        cause.undoes(),
        changes.stream().map(FileChange::noted).toList());
  }

  private static boolean isKept(ZoneDiff diff) {
    return diff.removed().size() + diff.added().size() <= RECORDS_KEPT
        && octets(diff.removed()) + octets(diff.added()) <= RDATA_KEPT;
  }

  private static long octets(List<ResourceRecord> records) {
    return records.stream().mapToLong(record -> record.rdata().octets().length).sum();
  }

  private int nextId(DnsName apex) throws RefusedException {
    try {
      var newest = journal.newest(apex);
      return newest == null ? 1 : newest.id() + 1;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /// Every change raises the serial: that alone is not worth a line.
  private static List<String> lines(List<ResourceRecord> records, List<ResourceRecord> others) {
    return records.stream()
        .filter(record -> record.type() != RecordType.SOA || isOther(record, others))
        .map(RecordText::print)
        .toList();
  }

  private static boolean isOther(ResourceRecord soa, List<ResourceRecord> others) {
    return others.stream()
        .filter(other -> other.type() == RecordType.SOA)
        .anyMatch(
            other ->
                other.ttlSeconds() != soa.ttlSeconds()
                    || !SoaData.isSameButForSerial(other.rdata().octets(), soa.rdata().octets()));
  }

  /// Returns the changes of a zone, the oldest first.
  List<HistoryEntry> of(DnsName apex) throws RefusedException {
    try {
      return journal.entries(apex);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /// Forgets the changes of a zone that is gone.
  void forget(DnsName apex) throws IOException {
    journal.forget(apex);
  }

  private static RefusedException unreadable(IOException e) {
    return new RefusedException("the history cannot be read: " + Reason.of(e));
  }
}
