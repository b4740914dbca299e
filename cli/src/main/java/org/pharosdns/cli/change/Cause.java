package org.pharosdns.cli.change;

import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.HistoryEntry;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.Remark;

/// Who changes something, and why.
///
/// @param kind what {@link HistoryEntry} calls it
/// @param undoes the change that this one takes back, or null
record Cause(String kind, String author, @Nullable String reason, @Nullable Integer undoes) {
  private static final String UPDATE = "update";

  /// A change that somebody asked for.
  ///
  /// @throws RefusedException where author or reason is too long to be kept
  static Cause of(String kind, String author, @Nullable String reason) throws RefusedException {
    Remark.requireShort(author, reason);
    return new Cause(kind, author, reason, null);
  }

  /// A change of records.
  ///
  /// @throws RefusedException as {@link #of}
  static Cause records(String author, @Nullable String reason) throws RefusedException {
    return of("records", author, reason);
  }

  /// Returns the same for a change that takes back another one.
  Cause undoing(int id) {
    return new Cause(kind, author, reason, id);
  }

  /// Dynamic updates that were taken, on their way into a file.
  static Cause updates() {
    return new Cause(UPDATE, "dynamic update", null, null);
  }

  /// Whether the changes were taken before.
  boolean isTaken() {
    return kind.equals(UPDATE);
  }
}
