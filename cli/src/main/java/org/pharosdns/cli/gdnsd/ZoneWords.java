package org.pharosdns.cli.gdnsd;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Walks over the lines of a zone file and puts names in the place of `@Z`, the zone, and `@F`,
/// where the file started. Texts that are too long for one string become several, as in gdnsd.
///
/// Both count as a whole name or the last label of one; not in quotation marks, comments, texts.
final class ZoneWords {
  private static final Pattern SPECIAL =
      Pattern.compile("(|.*[^\\\\]\\.)@([ZF])", Pattern.CASE_INSENSITIVE);
  private static final Pattern TTL_OR_CLASS =
      Pattern.compile("IN|\\d+[MHDW]?(?:/\\d+[MHDW]?)?", Pattern.CASE_INSENSITIVE);
  private static final Set<String> WITHOUT_NAMES = Set.of("TXT", "CAA", "DYNA", "DYNC");
  private static final String INCLUDE = "$INCLUDE";

  private final String zone;
  private final String fileOrigin;
  private boolean inParentheses;
  private boolean inQuotes;
  private boolean hasType;
  private boolean hasNames;
  private boolean isText;
  private int at;

  /// @param zone absolute, with its final dot, as is `fileOrigin`
  ZoneWords(String zone, String fileOrigin) {
    this.zone = zone;
    this.fileOrigin = fileOrigin;
  }

  /// Whether the next line begins an entry, not within parentheses or a text.
  boolean isBetweenEntries() {
    return !inParentheses && !inQuotes;
  }

  /// Returns a line with the names in it; to be called with each line in turn.
  String next(String line) {
    if (isBetweenEntries()) {
      hasType = false;
      hasNames = true;
      isText = false;
    }
    var text = new StringBuilder();
    for (at = 0; at < line.length(); ) {
      var from = at;
      var c = line.charAt(at);
      if (inQuotes || c == '"') {
        quoted(line);
      } else if (c == ';') {
        at = line.length();
      } else if (c == '(' || c == ')') {
        inParentheses = c == '(';
        at++;
      } else if (c <= ' ') {
        at++;
      } else {
        word(line);
        text.append(named(line.substring(from, at), from == 0));
        continue;
      }
      var piece = line.substring(from, at);
      text.append(isText && isWhole(piece) ? LongText.split(piece) : piece);
    }
    return text.toString();
  }

  /// Whether a piece is one string in quotation marks, not the part of it that one line has.
  private boolean isWhole(String piece) {
    return !inQuotes && piece.startsWith("\"");
  }

  private void quoted(String line) {
    at += inQuotes ? 0 : 1;
    inQuotes = true;
    for (; inQuotes && at < line.length(); at++) {
      if (line.charAt(at) == '\\') {
        at++;
      } else if (line.charAt(at) == '"') {
        inQuotes = false;
      }
    }
    at = Math.min(at, line.length());
  }

  private void word(String line) {
    while (at < line.length() && line.charAt(at) > ' ' && ";()\"".indexOf(line.charAt(at)) < 0) {
      at += line.charAt(at) == '\\' ? 2 : 1;
    }
    at = Math.min(at, line.length());
  }

  private String named(String word, boolean isFirst) {
    if (isFirst && isBetweenEntries()) {
      if (word.startsWith("$")) {
        hasType = true;
        hasNames = !word.equalsIgnoreCase(INCLUDE);
        return word;
      }
    } else if (!hasType && !TTL_OR_CLASS.matcher(word).matches()) {
      hasType = true;
      hasNames = !WITHOUT_NAMES.contains(word.toUpperCase(Locale.ROOT));
      isText = word.equalsIgnoreCase("TXT");
      return word;
    }
    if (isText) {
      return LongText.split(word);
    }
    return hasNames ? named(word) : word;
  }

  /// Returns a name with that of the zone or of the file in it, where it ends in one of them.
  String named(String name) {
    var special = SPECIAL.matcher(name);
    if (!special.matches()) {
      return name;
    }
    var labels = special.group(1);
    var suffix = special.group(2).equalsIgnoreCase("Z") ? zone : fileOrigin;
    return suffix.equals(".") && !labels.isEmpty() ? labels : labels + suffix;
  }
}
