package org.pharosdns.cli.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds where the keys and list elements of a TOML text stand. The parser that gives the values
/// says so only for errors of syntax, so this one reads a text that is known to be valid and keeps
/// nothing but places.
///
/// A path is the list of keys from the root; elements of lists are numbered from 0.
final class KeyLocator {
  /// How many keys and elements a path may have, however it is written: far more than any that
  /// means something.
  static final int MOST_DEPTH = 32;

  /// How many characters a key may have between its dots. The longest name of a host has 1,004,
  /// with a number for each of its octets.
  static final int MOST_KEY = 1024;

  private final String text;
  private final Map<List<String>, Integer> offsets = new HashMap<>();
  private final Map<List<String>, Integer> lists = new HashMap<>();
  private List<String> table = List.of();
  private int at;

  private KeyLocator(String text) {
    this.text = text;
  }

  /// Returns the offset in characters of each key and list element of a valid TOML text.
  ///
  /// @throws KeyBoundException where a path is longer than {@link #MOST_DEPTH}, or a key than
  ///     {@link #MOST_KEY}; what stands behind that need not be valid
  static Map<List<String>, Integer> locate(String text) {
    var locator = new KeyLocator(text);
    locator.readAll();
    return locator.offsets;
  }

  private void readAll() {
    skipBlank(true);
    while (at < text.length()) {
      if (text.charAt(at) == '[') {
        readHeader();
      } else {
        readPair(table);
      }
      skipBlank(true);
    }
  }

  private void readHeader() {
    var isList = text.startsWith("[[", at);
    at += isList ? 2 : 1;
    var path = readKey(List.of(), true);
    if (isList) {
      var index = lists.merge(path, 1, Integer::sum) - 1;
      var offset = offsets.getOrDefault(path, at);
      path = append(path, Integer.toString(index));
      offsets.put(path, offset);
    }
    table = path;
    skipBlank(false);
    at += isList ? 2 : 1;
  }

  private void readPair(List<String> parent) {
    var path = readKey(parent, false);
    at++; // the equals sign
    skipBlank(false);
    readValue(path);
  }

  /// Reads a dotted key up to what follows it and notes where each part stands.
  private List<String> readKey(List<String> parent, boolean isHeader) {
    var path = parent;
    var more = true;
    while (more) {
      skipBlank(false);
      var start = at;
      path = append(isHeader ? lastOf(path) : path, readKeyPart());
      offsets.putIfAbsent(path, start);
      skipBlank(false);
      more = at < text.length() && text.charAt(at) == '.';
      at += more ? 1 : 0;
    }
    return path;
  }

  /// Inside a header the name of a list of tables means its newest table.
  private List<String> lastOf(List<String> path) {
    var count = lists.get(path);
    return count == null ? path : append(path, Integer.toString(count - 1));
  }

  private String readKeyPart() {
    var start = at;
    var first = text.charAt(at);
    var part = first == '"' || first == '\'' ? readString() : readBare();
    if (part.length() > MOST_KEY) {
      throw new KeyBoundException(start, "a key has more than %d characters".formatted(MOST_KEY));
    }
    return part;
  }

  private String readBare() {
    var start = at;
    while (at < text.length() && isBare(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private static boolean isBare(char c) {
    return c == '-' || c == '_' || Character.isLetterOrDigit(c);
  }

  private void readValue(List<String> path) {
    switch (text.charAt(at)) {
      case '"', '\'' -> readString();
      case '[' -> readList(path);
      case '{' -> readInline(path);
      default -> readScalar();
    }
  }

  private void readList(List<String> path) {
    at++;
    skipBlank(true);
    for (var i = 0; text.charAt(at) != ']'; i++) {
      var element = append(path, Integer.toString(i));
      offsets.put(element, at);
      readValue(element);
      skipBlank(true);
      if (text.charAt(at) == ',') {
        at++;
        skipBlank(true);
      }
    }
    at++;
  }

  private void readInline(List<String> path) {
    at++;
    skipBlank(true);
    while (text.charAt(at) != '}') {
      readPair(path);
      skipBlank(true);
      if (text.charAt(at) == ',') {
        at++;
        skipBlank(true);
      }
    }
    at++;
  }

  private void readScalar() {
    while (at < text.length() && ",]}#\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
  }

  private String readString() {
    var quote = text.charAt(at);
    var triple = String.valueOf(quote).repeat(3);
    var isLong = text.startsWith(triple, at);
    var end = isLong ? triple : String.valueOf(quote);
    at += end.length();
    var value = new StringBuilder();
    while (!text.startsWith(end, at)) {
      if (quote == '"' && text.charAt(at) == '\\') {
        at++;
      }
      value.append(text.charAt(at++));
    }
    at += end.length();
    while (isLong && at < text.length() && text.charAt(at) == quote) {
      at++; // a quotation mark before the three that end the string belongs to it
    }
    return value.toString();
  }

  private void skipBlank(boolean lines) {
    while (at < text.length()) {
      var c = text.charAt(at);
      if (c == '#') {
        var end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (c == ' ' || c == '\t' || (lines && (c == '\n' || c == '\r'))) {
        at++;
      } else {
        return;
      }
    }
  }

  private List<String> append(List<String> path, String key) {
    if (path.size() == MOST_DEPTH) {
      throw new KeyBoundException(
          at,
          "tables, lists and keys with dots stand more than %d deep in each other"
              .formatted(MOST_DEPTH));
    }
    var longer = new ArrayList<>(path);
    longer.add(key);
    return List.copyOf(longer);
  }
}
