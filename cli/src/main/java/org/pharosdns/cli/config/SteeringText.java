package org.pharosdns.cli.config;

import java.util.List;
import java.util.Map;

/// The text of a steering file, changed at single keys; all other characters stay.
public final class SteeringText {
  private String text;

  /// @param text valid TOML
  public SteeringText(String text) {
    this.text = text;
  }

  /// The text now.
  public String text() {
    return text;
  }

  /// Sets the check of a name.
  ///
  /// @param owner as the file writes it: relative to the zone, `@` the apex
  public void check(String owner, String check) {
    set(List.of("name", owner, "check"), quoted(check));
  }

  /// Sets the weight of one address of a name.
  ///
  /// @param weight a number, `standby` or `off`
  public void weight(String owner, String address, String weight) {
    var value = weight.chars().allMatch(Character::isDigit) ? weight : quoted(weight);
    var weights = List.of("name", owner, "weights");
    var offsets = KeyLocator.locate(text);
    var one = List.of("name", owner, "weights", address);
    if (offsets.containsKey(one) || isTable(weights, offsets)) {
      set(one, value);
    } else if (offsets.containsKey(weights)) {
      var end = valueEnd(valueStart(offsets.get(weights))) - 1;
      var last = end;
      while (Character.isWhitespace(text.charAt(last - 1))) {
        last--;
      }
      var isEmpty = text.charAt(last - 1) == '{';
      insert(last, (isEmpty ? " " : ", ") + quoted(address) + " = " + value);
    } else {
      set(weights, "{ " + quoted(address) + " = " + value + " }");
    }
  }

  /// Takes the weight of one address of a name away; nothing happens where it has none.
  public void withoutWeight(String owner, String address) {
    var offsets = KeyLocator.locate(text);
    var weights = offsets.get(List.of("name", owner, "weights"));
    var there = offsets.get(List.of("name", owner, "weights", address));
    if (weights == null || there == null) {
      return;
    }
    if (text.charAt(valueStart(weights)) != '{') {
      text = text.substring(0, lineStart(there)) + text.substring(lineEnd(there));
      return;
    }
    var from = trimmed(0, there);
    var to = skipBlank(valueEnd(valueStart(there)));
    if (text.charAt(to) == ',') {
      from = there;
      to = skipBlank(to + 1);
    } else if (text.charAt(from - 1) == ',') {
      from--;
    }
    var gap = text.charAt(to) == '}' ? " " : "";
    text = text.substring(0, from) + gap + text.substring(to);
  }

  private int skipBlank(int at) {
    var i = at;
    while (Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /// Whether a table has a header of its own.
  private boolean isTable(List<String> path, Map<List<String>, Integer> offsets) {
    var at = offsets.get(path);
    return at != null && text.startsWith("[", lineStart(at));
  }

  private void set(List<String> path, String value) {
    var offsets = KeyLocator.locate(text);
    var there = offsets.get(path);
    if (there != null) {
      var from = valueStart(there);
      text = text.substring(0, from) + value + text.substring(valueEnd(from));
      return;
    }
    var parent = path.subList(0, path.size() - 1);
    var line = key(path.getLast()) + " = " + value + "\n";
    if (isTable(parent, offsets)) {
      insert(lineEnd(offsets.getOrDefault(parent, 0)), line);
      return;
    }
    var gap = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
    var header = new StringBuilder("[").append(key(parent.getFirst()));
    parent.stream().skip(1).forEach(each -> header.append('.').append(key(each)));
    text += gap + (text.isEmpty() ? "" : "\n") + header + "]\n" + line;
  }

  private void insert(int at, String more) {
    var gap = at == text.length() && more.endsWith("\n") && !text.endsWith("\n") ? "\n" : "";
    text = text.substring(0, at) + gap + more + text.substring(at);
  }

  private int lineStart(int at) {
    return text.lastIndexOf('\n', at - 1) + 1;
  }

  private int lineEnd(int at) {
    var end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end + 1;
  }

  /// Returns where the value behind the key at `at` starts.
  private int valueStart(int at) {
    return skipBlank(skipKey(at));
  }

  /// Returns the place behind the equals sign.
  private int skipKey(int at) {
    var i = at;
    while (text.charAt(i) != '=') {
      i = text.charAt(i) == '"' || text.charAt(i) == '\'' ? stringEnd(i) : i + 1;
    }
    return i + 1;
  }

  private int valueEnd(int from) {
    var depth = 0;
    var i = from;
    while (i < text.length()) {
      var c = text.charAt(i);
      if (c == '"' || c == '\'') {
        i = stringEnd(i) - 1;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        if (depth == 0) {
          return trimmed(from, i);
        }
        depth--;
      } else if (depth == 0 && (c == ',' || c == '#' || c == '\n')) {
        return trimmed(from, i);
      }
      i++;
      if (depth == 0 && (c == '}' || c == ']')) {
        return i;
      }
    }
    return trimmed(from, i);
  }

  private int trimmed(int from, int to) {
    var end = to;
    while (end > from && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private int stringEnd(int at) {
    var quote = text.charAt(at);
    var i = at + 1;
    while (text.charAt(i) != quote) {
      i += quote == '"' && text.charAt(i) == '\\' ? 2 : 1;
    }
    return i + 1;
  }

  private static String key(String word) {
    return word.matches("[A-Za-z0-9_-]+") ? word : quoted(word);
  }

  private static String quoted(String word) {
    return "\"" + word.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
