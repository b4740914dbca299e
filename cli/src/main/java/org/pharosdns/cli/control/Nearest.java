package org.pharosdns.cli.control;

import java.util.Collection;
import java.util.List;

/// The words that somebody may have meant.
public final class Nearest {
  private Nearest() {}

  /// From so many letters on the beginning of a word is taken for it.
  private static final int BEGINNING = 3;

  /// Returns the words that begin with `wrong`, else those at the least edit distance from it; at
  /// most two, none when all are far from it.
  public static List<String> to(String wrong, Collection<String> words) {
    var begun = words.stream().filter(word -> word.startsWith(wrong)).sorted().limit(2).toList();
    if (wrong.length() >= BEGINNING && !begun.isEmpty()) {
      return begun;
    }
    int limit = Math.max(1, wrong.length() / 3);
    int best = words.stream().mapToInt(word -> distance(wrong, word)).min().orElse(limit + 1);
    return best > limit
        ? List.of()
        : words.stream().filter(word -> distance(wrong, word) == best).sorted().limit(2).toList();
  }

  /// Insertions, deletions, replacements and swaps of neighbours from one word to the other.
  private static int distance(String one, String other) {
    int[][] cost = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int replaced = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        cost[i][j] =
            Math.min(cost[i - 1][j - 1] + replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[one.length()][other.length()];
  }
}
