package org.pharosdns.cli.config;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The keys that a table may hold.
///
/// @param known those that are read
/// @param later those that are documented but not supported yet, with the text of the one value
///     that changes nothing and is accepted; empty for none
record Keys(Set<String> known, Map<String, String> later) {
  private static final int FARTHEST = 3;

  /// Returns the key that `wrong` most likely means, or null.
  @Nullable String nearest(String wrong) {
    var best = nearest(wrong, known);
    return best == null ? nearest(wrong, later.keySet()) : best;
  }

  /// Returns the nearest of some words within a few slips of the keyboard, or null.
  static @Nullable String nearest(String wrong, Collection<String> words) {
    String best = null;
    var least = Math.min(FARTHEST, Math.max(2, wrong.length() / 2)) + 1;
    for (var word : words.stream().sorted().toList()) {
      // Each letter that one of them has more is a slip.
      if (Math.abs(wrong.length() - word.length()) < least) {
        var slips = slips(wrong, word);
        if (slips < least) {
          least = slips;
          best = word;
        }
      }
    }
    return best;
  }

  /// The number of letters to insert, remove or replace.
  private static int slips(String a, String b) {
    var row = new int[b.length() + 1];
    for (var k = 0; k <= b.length(); k++) {
      row[k] = k;
    }
    for (var i = 1; i <= a.length(); i++) {
      var diagonal = row[0];
      row[0] = i;
      for (var k = 1; k <= b.length(); k++) {
        var replaced = diagonal + (a.charAt(i - 1) == b.charAt(k - 1) ? 0 : 1);
        diagonal = row[k];
        row[k] = Math.min(replaced, Math.min(row[k], row[k - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
