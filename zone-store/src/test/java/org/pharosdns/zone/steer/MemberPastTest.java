package org.pharosdns.zone.steer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.pharosdns.zone.steer.MonitorReading.State;

/// Flap damping and slow start, SEMANTICS 1.
final class MemberPastTest {
  private static final Comeback FLAP =
      new Comeback(
          new Flap(4, Duration.ofMinutes(10), Duration.ofMinutes(5)),
          Duration.ZERO,
          new Failback.Auto());
  private static final Comeback SLOW =
      new Comeback(null, Duration.ofSeconds(60), new Failback.Auto());

  private final MemberPast past = new MemberPast();

  private void change(Comeback rules, double seconds) {
    var down = past.isUp();
    past.note(down ? State.DOWN : State.UP, rules, Scene.nanos(seconds));
  }

  private boolean held(double seconds) {
    return past.isHeld(FLAP, Scene.nanos(seconds));
  }

  private int permille(double seconds) {
    return past.standing(SLOW, Scene.nanos(seconds)).permille();
  }

  @Test
  void theFifthChangeWithinTheWindowStartsTheHold() {
    past.note(State.UP, FLAP, 0);
    for (var i = 1; i <= 4; i++) {
      change(FLAP, i);
    }
    assertThat(held(4)).isFalse();
    change(FLAP, 5);
    assertThat(held(5)).isTrue();
    assertThat(held(304.9)).isTrue();
    assertThat(held(305)).isFalse();
  }

  @Test
  void changesOutsideTheWindowDoNotCount() {
    past.note(State.UP, FLAP, 0);
    for (var i = 1; i <= 4; i++) {
      change(FLAP, i);
    }
    change(FLAP, 601.5);
    assertThat(held(601.5)).isFalse();
  }

  @Test
  void changesDuringTheHoldProlongIt() {
    past.note(State.UP, FLAP, 0);
    for (var i = 1; i <= 5; i++) {
      change(FLAP, i);
    }
    change(FLAP, 200);
    assertThat(held(499.9)).isTrue();
    assertThat(held(500)).isFalse();
  }

  @Test
  void afterTheHoldTheCountBeginsAnew() {
    past.note(State.UP, FLAP, 0);
    for (var i = 1; i <= 5; i++) {
      change(FLAP, i);
    }
    assertThat(held(305)).isFalse();
    change(FLAP, 306);
    assertThat(held(306)).isFalse();
  }

  @Test
  void suspicionAndTheFirstVerdictAreNoChanges() {
    past.note(State.UNKNOWN, FLAP, 0);
    past.note(State.UP, FLAP, 0);
    for (var i = 1; i <= 20; i++) {
      past.note(i % 2 == 0 ? State.UP : State.SUSPECT, FLAP, Scene.nanos(i));
    }
    assertThat(held(20)).isFalse();
  }

  @Test
  void aRecoveredMemberGrowsLinearlyToItsWeight() {
    past.note(State.UP, SLOW, 0);
    change(SLOW, 10);
    change(SLOW, 100);
    assertThat(permille(100)).isEqualTo(1);
    assertThat(permille(130)).isEqualTo(500);
    assertThat(permille(160)).isEqualTo(1000);
    assertThat(past.isMoving(SLOW, Scene.nanos(159))).isTrue();
    assertThat(past.isMoving(SLOW, Scene.nanos(160))).isFalse();
  }

  @Test
  void nothingRampsAtProcessStart() {
    past.note(State.UP, SLOW, 0);
    assertThat(permille(0)).isEqualTo(1000);
    var down = new MemberPast();
    down.note(State.DOWN, SLOW, 0);
    assertThat(down.standing(SLOW, 0)).isEqualTo(Standing.SETTLED);
  }

  @Test
  void whatAMonitorFailureTookBackWasNoChange() {
    past.note(State.UP, FLAP, 0);
    for (var i = 1; i <= 4; i++) {
      change(FLAP, i);
    }
    change(FLAP, 20);
    assertThat(held(20)).isTrue();
    past.takeBack(State.UP, FLAP, Scene.nanos(19));
    assertThat(held(20)).isFalse();
    assertThat(past.standing(SLOW, Scene.nanos(20))).isNotNull();
  }

  private void startToFlap() {
    past.note(State.UP, FLAP, 0);
    for (var i = 1; i <= 5; i++) {
      change(FLAP, i);
    }
  }

  @Test
  void lookingChangesNothing() {
    startToFlap();
    assertThat(held(400)).isFalse();
    assertThat(held(304.9)).isTrue();
  }

  @Test
  void aHoldOutlivesAMonitorFailureThoughTheWindowForgotItsFirstChanges() {
    past.note(State.UP, FLAP, 0);
    for (var minutes : new double[] {1, 2, 3, 4, 5, 9, 13.5}) {
      change(FLAP, minutes * 60);
    }
    past.takeBack(State.DOWN, FLAP, Scene.nanos(14 * 60));
    assertThat(held(14 * 60)).isTrue();
    assertThat(held(18.5 * 60 - 0.1)).isTrue();
    assertThat(held(18.5 * 60)).isFalse();
  }

  @Test
  void aHoldEndsAsIfTheChangesThatAMonitorFailureTookBackHadNotBeen() {
    startToFlap();
    change(FLAP, 200);
    past.takeBack(State.DOWN, FLAP, Scene.nanos(199));
    assertThat(held(200)).isTrue();
    assertThat(held(304.9)).isTrue();
    assertThat(held(305)).isFalse();
  }

  @Test
  void aHoldThatEndedAfterTheLastGoodRoundIsBack() {
    startToFlap();
    change(FLAP, 306);
    past.takeBack(State.DOWN, FLAP, Scene.nanos(304));
    assertThat(held(304)).isTrue();
  }

  @Test
  void aHoldThatAMonitorFailureMadeUpDoesNotComeBackWithTheNextOne() {
    startToFlap();
    past.takeBack(State.UP, FLAP, Scene.nanos(4.5));
    past.takeBack(State.UP, FLAP, Scene.nanos(100));
    assertThat(held(100)).isFalse();
  }

  @Test
  void aHoldThatWasOverLongBeforeAMonitorFailureStaysOver() {
    startToFlap();
    change(FLAP, 400);
    change(FLAP, 500);
    past.takeBack(State.UP, FLAP, Scene.nanos(450));
    assertThat(held(304)).isFalse();
  }

  @Test
  void aMemberWhoseNameDampsNoFlappingAnyMoreIsNotHeldAndDoesNotRampWhenItWouldHaveBeenOver() {
    past.note(State.DOWN, FLAP, 0);
    for (var i = 1; i <= 5; i++) {
      change(FLAP, i);
    }
    past.note(State.UP, SLOW, Scene.nanos(100));
    assertThat(permille(305)).isEqualTo(1000);
    past.takeBack(State.UP, FLAP, Scene.nanos(200));
    assertThat(held(200)).isFalse();
  }
}
