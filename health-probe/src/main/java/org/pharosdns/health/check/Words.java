package org.pharosdns.health.check;

/// Texts that go into a request as they are, and must not break it into other lines or words.
final class Words {
  private Words() {}

  /// Throws IllegalArgumentException unless the text is one word.
  static void requireWord(String what, String text) {
    requireLine(what, text);
    if (text.isEmpty() || text.indexOf(' ') >= 0) {
      throw new IllegalArgumentException(what + " must be one word: \"" + text + '"');
    }
  }

  /// Throws IllegalArgumentException if the text holds a control character but the tabulator.
  static void requireLine(String what, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\t' && (c < ' ' || c == 0x7f)) {
        throw new IllegalArgumentException(what + " holds a control character");
      }
    }
  }
}
