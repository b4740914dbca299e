package org.pharosdns.zone.model;

import java.nio.file.Path;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// Something wrong in a file of the operator's: where, what, and what to do.
///
/// @param line from 1; 0 when the whole file is meant
/// @param column from 1, counted in characters; 0 when the whole line is meant
/// @param message what is wrong, one sentence without a final dot
/// @param hint what to do about it, or null
/// @param source the offending line, or null
public record Problem(
    Severity severity,
    Path file,
    int line,
    int column,
    String message,
    @Nullable String hint,
    @Nullable String source) {
  /// By line and column.
  public static final Comparator<Problem> BY_PLACE = Problem::comparePlaces;

  /// Whether the file can be used all the same.
  public enum Severity {
    ERROR,
    WARNING
  }

  /// Returns an error at a place.
  public static Problem error(Path file, int line, int column, String message) {
    return new Problem(Severity.ERROR, file, line, column, message, null, null);
  }

  /// Returns a warning at a place.
  public static Problem warning(Path file, int line, int column, String message) {
    return new Problem(Severity.WARNING, file, line, column, message, null, null);
  }

  /// Returns this problem with a hint.
  public Problem withHint(String hint) {
    return new Problem(severity, file, line, column, message, hint, source);
  }

  /// Returns this problem with the text of its line.
  public Problem withSource(String source) {
    return new Problem(severity, file, line, column, message, hint, source);
  }

  /// Returns this problem of another file.
  public Problem withFile(Path file) {
    return new Problem(severity, file, line, column, message, hint, source);
  }

  /// Whether this is an error.
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  // Those that the JDK puts together of getters would be made anew in every start.
  private static int comparePlaces(Problem a, Problem b) {
    return a.line == b.line ? Integer.compare(a.column, b.column) : Integer.compare(a.line, b.line);
  }

  /// Returns `file:line:column: error: message (hint)`, then the line and a caret where they are
  /// known. Several lines, no final line end.
  public String format() {
    var text = new StringBuilder(file.toString());
    if (line > 0) {
      text.append(':').append(line);
      if (column > 0) {
        text.append(':').append(column);
      }
    }
    text.append(severity == Severity.ERROR ? ": error: " : ": warning: ").append(message);
    if (hint != null) {
      text.append(" (").append(hint).append(')');
    }
    if (source != null) {
      text.append("\n  ").append(source.replace('\t', ' '));
      if (column > 0) {
        text.append("\n  ").repeat(' ', Math.min(column, source.length() + 1) - 1).append('^');
      }
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return format();
  }
}
