package org.pharosdns.zone.model;

import java.nio.file.Path;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// Something wrong in a file of the operator's: where, what, and what to do.
///
/// @param line from 1; 0 when the whole file is meant
/// @param column from 1, counted in characters; 0 when the whole line is meant
/// @param message what is wrong, one sentence without a final dot; cut where it is very long
/// @param hint what to do about it, or null; cut as well
/// @param source the offending line, of a long one what stands around the column, or null
public record Problem(
    Severity severity,
    Path file,
    int line,
    int column,
    String message,
    @Nullable String hint,
    @Nullable String source) {
  /// The most characters of a message, and of a hint: both may quote what stands in the file.
  static final int LONGEST_MESSAGE = 1000;

  /// The most characters that are shown of a line before its column, and from there on.
  private static final int SHOWN_BEFORE = 60;

  private static final int SHOWN_FROM = 60;

  /// By line and column.
  public static final Comparator<Problem> BY_PLACE = Problem::comparePlaces;

  public Problem {
    message = cut(message);
    hint = hint == null ? null : cut(hint);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE - 1) + '…';
  }

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

  /// Returns what stands for problems of a file that are only counted.
  ///
  /// @param where they are counted, as in ` in all files together`; empty for the file itself
  public static Problem rest(Severity severity, Path file, int number, String where) {
    var kind = severity == Severity.ERROR ? " more error" : " more warning";
    var message = "and " + number + kind + (number == 1 ? "" : "s") + where;
    return new Problem(severity, file, 0, 0, message, null, null);
  }

  /// Returns this problem with a hint.
  public Problem withHint(String hint) {
    return new Problem(severity, file, line, column, message, hint, source);
  }

  /// Returns this problem with the text of its line, of which it keeps what is shown.
  public Problem withSource(String line) {
    return new Problem(severity, file, this.line, column, message, hint, around(line));
  }

  private String around(String text) {
    var start = Math.min(shownFrom(), text.length());
    var end = Math.min(start + SHOWN_BEFORE + SHOWN_FROM, text.length());
    var shown = new StringBuilder(text.substring(start, end));
    if (start > 0 && start < end) {
      shown.setCharAt(0, '…');
    }
    if (end < text.length()) {
      shown.setCharAt(shown.length() - 1, '…');
    }
    return shown.toString();
  }

  /// Returns how many characters of the line are not shown before those that are.
  private int shownFrom() {
    return Math.max(0, column - 1 - SHOWN_BEFORE);
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
        var blanks = Math.min(column - 1 - shownFrom(), source.length());
        text.append("\n  ").repeat(' ', blanks).append('^');
      }
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return format();
  }
}
