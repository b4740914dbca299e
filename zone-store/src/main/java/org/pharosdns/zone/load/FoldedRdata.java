package org.pharosdns.zone.load;

import java.util.ArrayList;
import java.util.List;

/// Data that is too long for one line, on several of them in parentheses (RFC 1035 section 5.1).
/// Where a single word is too long, the octets stand there as RFC 3597 section 5 writes those of
/// any type, for these can be parted anywhere.
final class FoldedRdata {
  private static final String INDENT = "  ";

  /// Lines are no longer than this where their words allow it.
  private static final int WIDTH = 512;

  private static final int HEX_WORD = 128;

  private FoldedRdata() {}

  /// Returns the lines, without the end of the last one.
  ///
  /// @param text of the data, on one line
  /// @param mostOctets of a line, at least 256
  static String fold(String text, byte[] rdata, int mostOctets, String lineEnd) {
    var words = words(text);
    if (words.stream().anyMatch(word -> INDENT.length() + word.length() > mostOctets)) {
      words = unknown(rdata);
    }
    var lines = new StringBuilder("(");
    var width = Math.min(WIDTH, mostOctets);
    var column = width;
    for (var word : words) {
      if (column + 1 + word.length() > width) {
        lines.append(lineEnd).append(INDENT).append(word);
        column = INDENT.length() + word.length();
      } else {
        lines.append(' ').append(word);
        column += 1 + word.length();
      }
    }
    return lines.append(lineEnd).append(INDENT).append(')').toString();
  }

  /// Parts a text at its blanks, those in quotes and behind a backslash excepted.
  private static List<String> words(String text) {
    var words = new ArrayList<String>();
    var from = 0;
    var quoted = false;
    for (var i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '\\' -> i++;
        case '"' -> quoted = !quoted;
        case ' ' -> {
          if (!quoted) {
            words.add(text.substring(from, i));
            from = i + 1;
          }
        }
        default -> {}
      }
    }
    words.add(text.substring(from));
    return words;
  }

  private static List<String> unknown(byte[] rdata) {
    var words = new ArrayList<String>();
    for (var word : RdataPrinter.unknown(rdata).split(" ", -1)) {
      for (var from = 0; from < word.length(); from += HEX_WORD) {
        words.add(word.substring(from, Math.min(word.length(), from + HEX_WORD)));
      }
    }
    return words;
  }
}
