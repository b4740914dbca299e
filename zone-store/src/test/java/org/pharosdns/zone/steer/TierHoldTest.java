package org.pharosdns.zone.steer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pharosdns.zone.steer.TierHold.State.ANSWERS;
import static org.pharosdns.zone.steer.TierHold.State.FAILS;
import static org.pharosdns.zone.steer.TierHold.State.UNDECIDED;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The rule of `failback`.
final class TierHoldTest {
  private static final Failback AUTO = new Failback.Auto();
  private static final Failback MANUAL = new Failback.Manual();
  private static final Failback AFTER = new Failback.After(Duration.ofMinutes(10));

  private final TierHold hold = new TierHold(0);

  private int follow(Failback failback, double seconds, TierHold.State... tiers) {
    hold.follow(List.of(tiers), failback, Scene.nanos(seconds));
    return hold.current();
  }

  @Test
  void autoGoesBackAtOnce() {
    assertThat(follow(AUTO, 0, FAILS, ANSWERS)).isEqualTo(1);
    assertThat(follow(AUTO, 1, ANSWERS, ANSWERS)).isZero();
  }

  @Test
  void manualStaysUntilAnOperatorSaysSo() {
    follow(MANUAL, 0, FAILS, ANSWERS);
    assertThat(follow(MANUAL, 9999, ANSWERS, ANSWERS)).isEqualTo(1);
    assertThat(hold.failBack(List.of(ANSWERS, ANSWERS))).isTrue();
    assertThat(hold.current()).isZero();
  }

  @Test
  void nothingIsGoneBackToWhileTheBetterTierFails() {
    follow(MANUAL, 0, FAILS, ANSWERS);
    assertThat(hold.failBack(List.of(FAILS, ANSWERS))).isFalse();
    assertThat(hold.current()).isEqualTo(1);
  }

  @Test
  void aHeldTierThatFailsLeavesTheAnswerToTheBestOne() {
    follow(MANUAL, 0, FAILS, ANSWERS, ANSWERS);
    follow(MANUAL, 1, ANSWERS, ANSWERS, ANSWERS);
    assertThat(follow(MANUAL, 2, ANSWERS, FAILS, ANSWERS)).isZero();
  }

  @Test
  void afterCountsFromTheVerdictUp() {
    follow(AFTER, 0, FAILS, ANSWERS);
    assertThat(follow(AFTER, 100, ANSWERS, ANSWERS)).isEqualTo(1);
    assertThat(follow(AFTER, 699.9, ANSWERS, ANSWERS)).isEqualTo(1);
    assertThat(follow(AFTER, 700, ANSWERS, ANSWERS)).isZero();
  }

  @Test
  void afterBeginsAnewWhenTheBetterTierFailsAgain() {
    follow(AFTER, 0, FAILS, ANSWERS);
    follow(AFTER, 100, ANSWERS, ANSWERS);
    follow(AFTER, 300, FAILS, ANSWERS);
    follow(AFTER, 400, ANSWERS, ANSWERS);
    assertThat(follow(AFTER, 999, ANSWERS, ANSWERS)).isEqualTo(1);
    assertThat(follow(AFTER, 1000, ANSWERS, ANSWERS)).isZero();
  }

  @Test
  void missingFirstResultsMoveNothing() {
    assertThat(follow(MANUAL, 0, UNDECIDED, ANSWERS)).isZero();
    var restarted = new TierHold(1);
    restarted.follow(List.of(ANSWERS, UNDECIDED), MANUAL, 0);
    assertThat(restarted.current()).isEqualTo(1);
  }

  @Test
  void anExhaustedNameStaysWhereItIs() {
    follow(MANUAL, 0, FAILS, ANSWERS);
    assertThat(follow(MANUAL, 1, FAILS, FAILS)).isEqualTo(1);
  }

  @Test
  void whatWasFollowedSinceAMomentIsTakenBack() {
    follow(MANUAL, 1, FAILS, ANSWERS, ANSWERS);
    follow(MANUAL, 5, FAILS, FAILS, ANSWERS);
    follow(MANUAL, 6, ANSWERS, FAILS, FAILS);
    assertThat(hold.takeBack(Scene.nanos(5))).isTrue();
    assertThat(hold.current()).isEqualTo(1);
    assertThat(hold.takeBack(Scene.nanos(5))).isFalse();
    assertThat(hold.takeBack(Scene.nanos(1))).isTrue();
    assertThat(hold.current()).isZero();
  }

  @Test
  void whatAnOperatorSaidIsNotTakenBack() {
    follow(MANUAL, 1, FAILS, ANSWERS);
    hold.failBack(List.of(ANSWERS, ANSWERS));
    assertThat(hold.takeBack(0)).isFalse();
    assertThat(hold.current()).isZero();
  }

  @Test
  void fromATierThatIsGoneItIsTakenBackToTheBest() {
    var gone = new TierHold(2);
    gone.follow(List.of(FAILS, ANSWERS), MANUAL, Scene.nanos(5));
    assertThat(gone.current()).isEqualTo(1);
    assertThat(gone.takeBack(Scene.nanos(5))).isTrue();
    assertThat(gone.current()).isZero();
  }
}
