package org.pharosdns.health.check;

/// Looks for a text in octets that come piece by piece, by Knuth, Morris and Pratt: each octet is
/// seen once and none is kept.
final class TextSearch {
  private final byte[] wanted;

  /// For each length matched, the length that still matches when the next octet does not.
  private final int[] shorter;

  private int matched;

  TextSearch(byte[] wanted) {
    this.wanted = wanted;
    this.shorter = new int[wanted.length];
    for (int i = 1, length = 0; i < wanted.length; i++) {
      while (length > 0 && wanted[i] != wanted[length]) {
        length = shorter[length - 1];
      }
      if (wanted[i] == wanted[length]) {
        length++;
      }
      shorter[i] = length;
    }
  }

  /// Takes the next octets and returns whether the text has occurred.
  boolean take(byte[] octets, int from, int to) {
    for (int i = from; i < to && !found(); i++) {
      while (matched > 0 && octets[i] != wanted[matched]) {
        matched = shorter[matched - 1];
      }
      if (octets[i] == wanted[matched]) {
        matched++;
      }
    }
    return found();
  }

  /// Returns whether the text has occurred. The empty text always has.
  boolean found() {
    return matched == wanted.length;
  }
}
