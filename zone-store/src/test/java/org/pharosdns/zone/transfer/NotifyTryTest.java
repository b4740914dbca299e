package org.pharosdns.zone.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// When a secondary is told again.
class NotifyTryTest {
  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Test
  void theTimeFromOneTryToTheNextDoubles() {
    assertThat(NotifyTry.all(seconds(1)))
        .extracting(each -> each.listening().plus(each.pauseAfterSilence()).toSeconds())
        .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L);
  }

  @Test
  void aSocketIsHeldForNoLongerThanAnswersTake() {
    assertThat(NotifyTry.all(seconds(1)))
        .extracting(each -> each.listening().toSeconds())
        .containsExactly(1L, 2L, 4L, 4L, 4L, 4L, 4L, 4L);
  }
}
