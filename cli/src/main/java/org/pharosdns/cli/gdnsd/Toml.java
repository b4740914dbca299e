package org.pharosdns.cli.gdnsd;

/// Words as TOML writes them.
final class Toml {
  private Toml() {}

  /// Returns a string in quotation marks.
  static String text(String value) {
    var text = new StringBuilder("\"");
    for (var i = 0; i < value.length(); i++) {
      var c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ') {
        text.append("\\u%04x".formatted((int) c));
      } else {
        text.append(c);
      }
    }
    return text.append('"').toString();
  }

  /// Returns a key, in quotation marks where it needs them.
  static String key(String value) {
    return value.matches("[A-Za-z0-9_-]+") ? value : text(value);
  }
}
