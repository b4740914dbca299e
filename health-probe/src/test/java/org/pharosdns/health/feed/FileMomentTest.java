package org.pharosdns.health.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileMomentTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long DAY = 86_400 * SECOND;
  private final FileMoment moment = new FileMoment();

  /// The wall clock shows 1,000 s more than the monotonic one.
  private static long wall(long nowSeconds) {
    return (nowSeconds + 1000) * SECOND;
  }

  @Test
  void theAgeAtTheFirstLookIsThatOfTheWallClock() {
    assertThat(moment.changed(wall(4), wall(10), 10 * SECOND)).isEqualTo(4 * SECOND);
  }

  @Test
  void whatLiesInTheFutureAtTheFirstLookIsNoEvidence() {
    assertThat(moment.changed(wall(20), wall(10), 10 * SECOND)).isLessThan(-DAY);
  }

  @Test
  void aFileWrittenBetweenTwoLooksIsThatOld() {
    moment.unchanged(wall(10), 10 * SECOND);
    assertThat(moment.changed(wall(10) + SECOND / 2, wall(11), 11 * SECOND))
        .isEqualTo(10 * SECOND + SECOND / 2);
  }

  @Test
  void aFileThatWasGivenAnOlderTimeIsThatOld() {
    moment.unchanged(wall(100), 100 * SECOND);
    assertThat(moment.changed(wall(40), wall(101), 101 * SECOND)).isEqualTo(40 * SECOND);
  }

  @Test
  void aJumpAfterTheWriteMakesNothingYoungerOrOlder() {
    moment.unchanged(wall(10), 10 * SECOND);
    long written = wall(10) + SECOND / 4;
    assertThat(moment.changed(written, wall(11) + DAY, 11 * SECOND))
        .isEqualTo(10 * SECOND + SECOND / 4);
    moment.unchanged(wall(20), 20 * SECOND);
    assertThat(moment.changed(wall(20) + SECOND / 4, wall(21) - DAY, 21 * SECOND))
        .isEqualTo(20 * SECOND + SECOND / 4);
  }

  @Test
  void aJumpBeforeTheWriteMakesNothingYoungerOrOlder() {
    moment.unchanged(wall(10), 10 * SECOND);
    assertThat(moment.changed(wall(11) + DAY - SECOND / 4, wall(11) + DAY, 11 * SECOND))
        .isEqualTo(11 * SECOND - SECOND / 4);
  }
}
