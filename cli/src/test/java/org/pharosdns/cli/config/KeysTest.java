package org.pharosdns.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which word is meant by one that is none.
class KeysTest {
  @ParameterizedTest
  @CsvSource({
    "intervall, interval",
    "intervallxx, interval",
    "intervallxxx,",
    "rval,",
    "timout, timeout",
    "fal, fall"
  })
  void wordWithinAFewSlipsIsMeant(String wrong, @Nullable String meant) {
    var words = List.of("interval", "timeout", "fall", "rise");
    assertThat(Keys.nearest(wrong, words)).isEqualTo(meant);
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void lettersOfAWordThatIsFarTooLongAreNotCompared() {
    var words = IntStream.range(0, 100).mapToObj(i -> "a word, the number " + i).toList();
    assertThat(Keys.nearest("a".repeat(16 << 20), words)).isNull();
  }
}
