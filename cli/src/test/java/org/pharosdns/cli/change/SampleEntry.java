package org.pharosdns.cli.change;

import java.util.List;
import org.pharosdns.cli.control.HistoryEntry;
import org.pharosdns.dns.wire.DnsName;

/// What the history says of the first change of a zone.
final class SampleEntry {
  private SampleEntry() {}

  /// Returns the entry of a change of these files.
  static HistoryEntry of(DnsName zone, List<FileChange> changes) {
    return new HistoryEntry(
        1,
        zone.toString(),
        "2026-03-01T12:00:00Z",
        "records",
        "ann",
        null,
        1L,
        2L,
        List.of(),
        List.of("www.example. 60 A 192.0.2.1"),
        true,
        null,
        changes.stream().map(FileChange::noted).toList());
  }
}
