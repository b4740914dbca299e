package org.pharosdns.cli.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.Selector;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(50);

  /// Waits for what never comes.
  private static @Nullable Duration end(Duration silence, Duration whole) throws Exception {
    try (var nothing = Selector.open();
        var patience = new Patience(silence, whole)) {
      nothing.select();
      return patience.end();
    } finally {
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
  }

  @Test
  void silenceEndsAWait() throws Exception {
    assertThat(end(SHORT, LONG)).isEqualTo(SHORT);
  }

  @Test
  void whatIsHeardAgainAndAgainMayNotTakeForever() throws Exception {
    assertThat(end(LONG, SHORT)).isEqualTo(SHORT);
    try (var patience = new Patience(LONG, SHORT)) {
      while (patience.end() == null) {
        patience.heard();
      }
      assertThat(patience.end()).isEqualTo(SHORT);
    }
  }
}
