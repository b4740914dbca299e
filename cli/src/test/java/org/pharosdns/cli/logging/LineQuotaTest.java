package org.pharosdns.cli.logging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pharosdns.cli.logging.LineQuota.LeftAway;

/// Ten lines a second of each kind; time in seconds.
class LineQuotaTest {
  private final LineQuota quota = new LineQuota();

  private boolean admit(String kind, double seconds) {
    return quota.admit(kind, (long) (seconds * 1e9));
  }

  private int admitted(String kind, int lines, double seconds) {
    var admitted = 0;
    for (var i = 0; i < lines; i++) {
      admitted += admit(kind, seconds) ? 1 : 0;
    }
    return admitted;
  }

  @Test
  void nineAndTenLinesAreWrittenAndTheEleventhIsCounted() {
    assertThat(admitted("a", 9, 0)).isEqualTo(9);
    assertThat(admit("a", 0.5)).isTrue();
    assertThat(admit("a", 0.999)).isFalse();
    assertThat(quota.takeLeftAway(1_000_000_000L)).containsExactly(new LeftAway("a", 1));
    assertThat(quota.takeLeftAway(1_000_000_000L)).isEmpty();
  }

  @Test
  void eachKindHasASecondOfItsOwn() {
    assertThat(admitted("a", 20, 0)).isEqualTo(10);
    assertThat(admitted("b", 20, 0.9)).isEqualTo(10);
    assertThat(admitted("a", 20, 1)).isEqualTo(10);
    assertThat(quota.takeLeftAway(1_500_000_000L)).containsExactly(new LeftAway("a", 10));
    assertThat(quota.takeLeftAway(3_000_000_000L))
        .containsExactlyInAnyOrder(new LeftAway("a", 10), new LeftAway("b", 10));
  }

  @Test
  void theLimitCanBeSet() {
    quota.linesPerSecond(1);
    assertThat(admitted("a", 3, 0)).isEqualTo(1);
    quota.linesPerSecond(100);
    assertThat(admitted("b", 101, 0)).isEqualTo(100);
  }

  @Test
  void endlesslyManyKindsAreOneKind() {
    var admitted = 0;
    for (var i = 0; i < 5000; i++) {
      admitted += admit("kind " + i, 0) ? 1 : 0;
    }
    assertThat(admitted).isEqualTo(1010);
  }
}
