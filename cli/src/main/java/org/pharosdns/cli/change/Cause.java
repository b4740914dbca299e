package org.pharosdns.cli.change;

import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.HistoryEntry;

/// Who changes something, and why.
///
/// @param kind what {@link HistoryEntry} calls it
/// @param undoes the change that this one takes back, or null
record Cause(String kind, String author, @Nullable String reason, @Nullable Integer undoes) {
  private static final String UPDATE = "update";

  /// A change of records.
  static Cause records(String author, @Nullable String reason) {
    return new Cause("records", author, reason, null);
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
