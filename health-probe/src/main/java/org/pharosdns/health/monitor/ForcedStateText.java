package org.pharosdns.health.monitor;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pharosdns.health.monitor.ForcedState.Kind;

/// Forced states as lines: kind, owner, address, since, until, author, reason, parted by tabs; `-`
/// is nothing, and a backslash escapes what would part fields or lines.
final class ForcedStateText {
  private static final int FIELDS = 7;
  private static final String NOTHING = "-";

  private ForcedStateText() {}

  static String format(ForcedState state) {
    return String.join(
        "\t",
        state.kind().name(),
        escape(state.subject().ownerName()),
        escape(state.subject().addressGlob()),
        state.since().toString(),
        state.until() == null ? NOTHING : state.until().toString(),
        escape(state.author()),
        escape(state.reason()));
  }

  /// Returns the state that a line holds; throws IllegalArgumentException that says what is wrong.
  static ForcedState parse(String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException(fields.length + " fields instead of " + FIELDS);
    }
    try {
      Instant until = fields[4].equals(NOTHING) ? null : Instant.parse(fields[4]);
      String author = unescape(fields[5]);
      return new ForcedState(
          new Subject(unescape(fields[1]), unescape(fields[2])),
          Kind.valueOf(fields[0]),
          unescape(fields[6]),
          author == null ? "" : author,
          Instant.parse(fields[3]),
          until);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static String escape(@Nullable String text) {
    if (text == null) {
      return NOTHING;
    }
    String escaped =
        text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r");
    return escaped.equals(NOTHING) ? "\\" + NOTHING : escaped;
  }

  private static @Nullable String unescape(String field) {
    if (field.equals(NOTHING)) {
      return null;
    }
    var text = new StringBuilder(field.length());
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '\\' && i + 1 < field.length()) {
        c = unescaped(field.charAt(++i));
      }
      text.append(c);
    }
    return text.toString();
  }

  private static char unescaped(char c) {
    return switch (c) {
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'r' -> '\r';
      default -> c;
    };
  }
}
