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
}
