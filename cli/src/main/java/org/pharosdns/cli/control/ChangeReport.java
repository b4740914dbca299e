package org.pharosdns.cli.control;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a change of a zone came to; it is on disk and answered.
///
/// @param zone absolute, with its final dot
/// @param id of the change in the zone's history; null when nothing had to change
/// @param serialBefore null for a zone that was not there
/// @param serialAfter null for a zone that is gone
/// @param removed records as `NAME TTL TYPE RDATA`; the SOA only where more than its serial
///     changed
/// @param added likewise
/// @param files what became of each file, as the zone's history has it
/// @param warnings what the zone's check says that is no error
public record ChangeReport(
    String zone,
    @Nullable Integer id,
    @Nullable Long serialBefore,
    @Nullable Long serialAfter,
    List<String> removed,
    List<String> added,
    List<HistoryEntry.File> files,
    List<String> warnings) {
  /// Returns what becomes of a change that finds the zone to be so already.
  public static ChangeReport unchanged(String zone, long serial) {
    return new ChangeReport(zone, null, serial, serial, List.of(), List.of(), List.of(), List.of());
  }

  /// Returns the same with other warnings.
  public ChangeReport withWarnings(List<String> other) {
    return new ChangeReport(zone, id, serialBefore, serialAfter, removed, added, files, other);
  }

  /// Returns the same with one more warning.
  public ChangeReport withWarning(String warning) {
    var more = new ArrayList<>(warnings);
    more.add(warning);
    return new ChangeReport(zone, id, serialBefore, serialAfter, removed, added, files, more);
  }
}
