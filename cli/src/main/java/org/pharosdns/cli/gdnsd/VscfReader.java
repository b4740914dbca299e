package org.pharosdns.cli.gdnsd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads gdnsd's configuration language: tables, lists and strings, with comments and includes.
///
/// The outermost table has no braces. Commas are optional, `=` and `=>` mean the same.
final class VscfReader {
  private static final int MOST_INCLUDES = 10;
  private static final String INCLUDE = "$include{";
  private static final String ENDS_WORD = "][}{;#,\"=";

  private final Path file;
  private final String text;
  private final int depth;
  private int at;
  private int line = 1;

  private VscfReader(Path file, String text, int depth) {
    this.file = file;
    this.text = text;
    this.depth = depth;
  }

  /// Reads a file.
  ///
  /// @throws GdnsdException when it is not of this language, with file and line
  static Vscf.Hash read(Path file) throws GdnsdException {
    return read(file, 0);
  }

  private static Vscf.Hash read(Path file, int depth) throws GdnsdException {
    try {
      var reader = new VscfReader(file, Files.readString(file, ISO_8859_1), depth);
      return new Vscf.Hash(reader.where(), reader.pairs(true));
    } catch (IOException e) {
      throw new GdnsdException(file + " cannot be read: " + e.getMessage());
    }
  }

  private Vscf.Where where() {
    return new Vscf.Where(file, line);
  }

  private GdnsdException wrong(String message) {
    return new GdnsdException(where() + ": " + message);
  }

  private Map<String, Vscf> pairs(boolean outermost) throws GdnsdException {
    var pairs = new LinkedHashMap<String, Vscf>();
    for (skip(); !isAtEnd() && text.charAt(at) != '}'; skip()) {
      if (text.startsWith(INCLUDE, at)) {
        pairs.putAll(included().values());
        continue;
      }
      var key = string();
      skip();
      if (isAtEnd() || text.charAt(at) != '=') {
        throw wrong("\"" + key + "\" has no value");
      }
      at += text.startsWith("=>", at) ? 2 : 1;
      skip();
      if (pairs.put(key, value()) != null) {
        throw wrong("\"" + key + "\" stands here twice");
      }
    }
    if (isAtEnd() != outermost) {
      throw wrong(outermost ? "a } too many" : "a } is missing");
    }
    return pairs;
  }

  private Vscf value() throws GdnsdException {
    var where = where();
    if (isAtEnd()) {
      throw wrong("a value is missing");
    }
    if (text.startsWith(INCLUDE, at)) {
      return included();
    }
    return switch (text.charAt(at)) {
      case '{' -> new Vscf.Hash(where, braced());
      case '[' -> new Vscf.Array(where, values());
      default -> new Vscf.Scalar(where, string());
    };
  }

  private Map<String, Vscf> braced() throws GdnsdException {
    at++;
    var pairs = pairs(false);
    at++;
    return pairs;
  }

  private List<Vscf> values() throws GdnsdException {
    var values = new ArrayList<Vscf>();
    at++;
    for (skip(); !isAtEnd() && text.charAt(at) != ']'; skip()) {
      values.add(value());
    }
    if (isAtEnd()) {
      throw wrong("a ] is missing");
    }
    at++;
    return values;
  }

  private Vscf.Hash included() throws GdnsdException {
    at += INCLUDE.length();
    var name = string();
    skip();
    if (isAtEnd() || text.charAt(at++) != '}') {
      throw wrong("a } is missing");
    }
    if (depth == MOST_INCLUDES) {
      throw wrong("more than " + MOST_INCLUDES + " files include each other");
    }
    return read(file.resolveSibling(name), depth + 1);
  }

  private String string() throws GdnsdException {
    skip();
    if (isAtEnd()) {
      throw wrong("a word is missing");
    }
    var quoted = text.charAt(at) == '"';
    var word = new StringBuilder();
    for (at += quoted ? 1 : 0; !isAtEnd() && !ends(text.charAt(at), quoted); at++) {
      word.append(text.charAt(at) == '\\' ? escaped() : text.charAt(at));
      line += text.charAt(at) == '\n' ? 1 : 0;
    }
    if (quoted && isAtEnd()) {
      throw wrong("a quotation mark is missing");
    }
    at += quoted ? 1 : 0;
    if (!quoted && word.isEmpty()) {
      throw wrong("\"" + text.charAt(at) + "\" is out of place");
    }
    return word.toString();
  }

  private static boolean ends(char c, boolean quoted) {
    return quoted ? c == '"' : ENDS_WORD.indexOf(c) >= 0 || c <= ' ';
  }

  /// Leaves the position at the last character of the escape.
  private char escaped() throws GdnsdException {
    var digits = text.substring(at + 1, Math.min(at + 4, text.length()));
    if (digits.matches("\\d{3}") && Integer.parseInt(digits) <= 255) {
      at += 3;
      return (char) Integer.parseInt(digits);
    }
    if (digits.isEmpty() || Character.isDigit(digits.charAt(0))) {
      throw wrong("\\" + digits + " is no escape");
    }
    at++;
    return text.charAt(at);
  }

  /// Skips blanks, commas and comments.
  private void skip() {
    for (; !isAtEnd(); at++) {
      var c = text.charAt(at);
      if (c == '#' || c == ';') {
        while (!isAtEnd() && text.charAt(at) != '\n') {
          at++;
        }
        at--;
      } else if (c > ' ' && c != ',') {
        return;
      } else if (c == '\n') {
        line++;
      }
    }
  }

  private boolean isAtEnd() {
    return at >= text.length();
  }
}
