package org.pharosdns.health.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextSearchTest {
  private static boolean found(String wanted, String... pieces) {
    var search = new TextSearch(wanted.getBytes(StandardCharsets.ISO_8859_1));
    for (String piece : pieces) {
      byte[] octets = piece.getBytes(StandardCharsets.ISO_8859_1);
      search.take(octets, 0, octets.length);
    }
    return search.found();
  }

  @Test
  void findsATextThatComesInPieces() {
    assertThat(found("aab", "xa", "a", "", "ab")).isTrue();
    assertThat(found("aab", "aa", "cb")).isFalse();
    assertThat(found("", "")).isTrue();
  }

  @Test
  void findsWhatStringContainsFinds() {
    var random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      String text = word(random, 20);
      String wanted = word(random, 5);
      int cut = random.nextInt(text.length() + 1);
      assertThat(found(wanted, text.substring(0, cut), text.substring(cut)))
          .as("%s in %s", wanted, text)
          .isEqualTo(text.contains(wanted));
    }
  }

  private static String word(Random random, int longest) {
    var word = new StringBuilder();
    for (int length = random.nextInt(longest + 1); length > 0; length--) {
      word.append((char) ('a' + random.nextInt(2)));
    }
    return word.toString();
  }
}
