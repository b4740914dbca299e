package org.pharosdns.cli.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One change of a zone, as it stands in the journal.
///
/// @param id counts the changes of a zone from 1
/// @param zone absolute, with its final dot
/// @param at when, in ISO 8601
/// @param kind what was done: `records`, `edit`, `import`, `create`, `delete`, `undo`
/// @param author who
/// @param reason why, or null
/// @param serialBefore null for a zone that was not there
/// @param serialAfter null for a zone that is gone
/// @param removed records as `NAME TTL TYPE RDATA`; the SOA only where more than its serial changed
/// @param added likewise
/// @param complete false where there were too many records to keep here
/// @param undoes the id of the change that this one took back, or null
/// @param files what became of each file
public record HistoryEntry(
    int id,
    String zone,
    String at,
    String kind,
    String author,
    @Nullable String reason,
    @Nullable Long serialBefore,
    @Nullable Long serialAfter,
    List<String> removed,
    List<String> added,
    boolean complete,
    @Nullable Integer undoes,
    List<File> files) {

  /// Returns what says that this change did not come about.
  public HistoryEntry takenBack() {
    return with(serialBefore, List.of());
  }

  /// Returns this change without the records, of which there may be many.
  public HistoryEntry withoutRecords() {
    return with(serialAfter, files);
  }

  private HistoryEntry with(@Nullable Long after, List<File> kept) {
    return new HistoryEntry(
        id,
        zone,
        at,
        kind,
        author,
        reason,
        serialBefore,
        after,
        List.of(),
        List.of(),
        true,
        undoes,
        kept);
  }

  /// One file of a change.
  ///
  /// @param before SHA-256 of what it held; null where it was not there
  /// @param after SHA-256 of what it holds since; null where it is gone
  /// @param textBefore what a steering file held; null where it was not there, or is not kept
  /// @param textAfter what it holds since
  public record File(
      String path,
      @Nullable String before,
      @Nullable String after,
      @Nullable String textBefore,
      @Nullable String textAfter) {
    /// Whether both texts are kept.
    public boolean isKept() {
      return (before == null || textBefore != null)
          && (after == null || textAfter != null)
          && (textBefore != null || textAfter != null);
    }
  }
}
