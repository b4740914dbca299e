package org.pharosdns.cli.gdnsd;

/// A text that is longer than one string of a record may be, as several strings.
final class LongText {
  private static final int MOST_OCTETS = 255;

  private LongText() {}

  /// Returns a word of a zone file as strings of at most 255 octets, one behind the other.
  ///
  /// @param word may be in quotation marks; each of its characters is an octet
  static String split(String word) {
    if (word.length() <= MOST_OCTETS) {
      return word;
    }
    var between = word.startsWith("\"") ? "\" \"" : " ";
    var text = new StringBuilder();
    var octets = 0;
    for (var at = 0; at < word.length(); ) {
      var next = Math.min(word.length(), at + length(word, at));
      var isMark = word.charAt(at) == '"';
      if (octets == MOST_OCTETS && !isMark) {
        text.append(between);
        octets = 0;
      }
      text.append(word, at, next);
      octets += isMark ? 0 : 1;
      at = next;
    }
    return text.toString();
  }

  /// Returns how many characters write the octet at a place.
  private static int length(String word, int at) {
    if (word.charAt(at) != '\\') {
      return 1;
    }
    return at + 1 < word.length() && Character.isDigit(word.charAt(at + 1)) ? 4 : 2;
  }
}
