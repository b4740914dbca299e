package org.pharosdns.cli.change;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.HistoryEntry;
import org.pharosdns.cli.zones.FileStamp;

/// One file of a change: what it holds and what it shall hold.
final class FileChange {
  /// Steering files of more octets are not kept in the journal.
  private static final int MOST_KEPT = 64 << 10;

  private final Path file;
  private final byte @Nullable [] before;
  private final byte @Nullable [] after;
  private final boolean isSteering;

  /// A file that is no steering file.
  ///
  /// @param file without symbolic links
  /// @param before null where the file does not exist
  /// @param after null where the file shall not exist
  FileChange(Path file, byte @Nullable [] before, byte @Nullable [] after) {
    this(file, before, after, false);
  }

  /// @param isSteering whether the texts are kept in the journal, whatever the file is called
  FileChange(Path file, byte @Nullable [] before, byte @Nullable [] after, boolean isSteering) {
    this.file = file;
    this.before = before;
    this.after = after;
    this.isSteering = isSteering;
  }

  Path file() {
    return file;
  }

  byte @Nullable [] before() {
    return before;
  }

  byte @Nullable [] after() {
    return after;
  }

  /// Where the new text is written before it takes the file's place.
  static Path draft(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".pharos-new");
  }

  /// Where the old text is written before it takes the file's place again.
  static Path oldDraft(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".pharos-old");
  }

  /// Returns the file as the journal notes it.
  HistoryEntry.File noted() {
    return new HistoryEntry.File(
        file.toString(),
        before == null ? null : FileStamp.hash(before),
        after == null ? null : FileStamp.hash(after),
        text(before),
        text(after));
  }

  /// Returns what is kept of a steering file, so that a change of it can be shown and taken back.
  private @Nullable String text(byte @Nullable [] octets) {
    return octets != null && octets.length <= MOST_KEPT && isSteering
        ? new String(octets, StandardCharsets.UTF_8)
        : null;
  }
}
