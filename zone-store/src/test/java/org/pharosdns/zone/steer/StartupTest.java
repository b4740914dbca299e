package org.pharosdns.zone.steer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pharosdns.zone.steer.NameBuilder.name;

import org.junit.jupiter.api.Test;
import org.pharosdns.zone.steer.HealthView.Forced;
import org.pharosdns.zone.steer.MonitorReading.State;
import org.pharosdns.zone.steer.Startup.Initial;

/// SEMANTICS 1, before first results and after a restart. Loaded at 0, deadline 10 s.
final class StartupTest {
  private static Scene scene(Initial initial) {
    var scene =
        new Scene()
            .zone("www", 300, 1, 2)
            .steer(name("www").check("web").budget(30).initial(initial));
    scene.monitor(2).is(State.UNKNOWN).okAt(-9e9);
    return scene;
  }

  private static Scene fresh(Initial initial) {
    var scene =
        new Scene()
            .zone("www", 300, 1, 2)
            .steer(name("www").check("never").budget(30).initial(initial))
            .check("never", Scene.WEB);
    return scene;
  }

  @Test
  void holdIsNotReadyUntilEveryMonitorHasAResult() {
    var scene = scene(Initial.HOLD);
    assertThat(scene.answer("www", 9.9)).isEqualTo("NOT_READY");
    assertThat(scene.extendedError("www", 9.9)).isEqualTo(14);
    scene.monitor(2).is(State.DOWN);
    assertThat(scene.answer("www", 9.9)).isEqualTo("19: 1");
  }

  @Test
  void afterTheDeadlineAnUnknownMemberIsOut() {
    assertThat(scene(Initial.HOLD).answer("www", 10)).isEqualTo("19: 1");
  }

  @Test
  void monitorsOfBackupTiersAreWaitedForAsWell() {
    var scene =
        new Scene()
            .zone("www", 300, 1)
            .zone("dr", 300, 9)
            .steer(name("www").check("web").backup("dr"))
            .steer(name("dr").check("web"));
    scene.monitor(9).is(State.UNKNOWN);
    assertThat(scene.answer("www", 1)).isEqualTo("NOT_READY");
  }

  @Test
  void whatAnsweredBeforeIsHeldOnlyWhileNoTierAnswers() {
    var scene =
        scene(Initial.HOLD)
            .zone("app", 300, 2)
            .zone("dr", 300, 9)
            .steer(name("app").check("web").budget(30).backup("dr"))
            .steer(name("dr").check("web"));
    scene.starting = false;
    assertThat(scene.answer("www", 1)).isEqualTo("21: 1");
    assertThat(scene.answer("app", 1)).isEqualTo("5: 9");
    scene.down(1, 9);
    assertThat(scene.answer("www", 9.9)).isEqualTo("NOT_READY");
    assertThat(scene.answer("app", 9.9)).isEqualTo("NOT_READY");
    assertThat(scene.compile("app").isExhausted(Scene.nanos(10))).isTrue();
  }

  @Test
  void whatAnsweredBeforeWaitsForNoMemberThatIsDownByItsOtherChecks() {
    var scene = new Scene().zone("www", 300, 1).steer(name("www").check("web", "also").budget(30));
    scene.check("also", Scene.WEB).silent("also", 1).is(State.UNKNOWN);
    scene.down(1).starting = false;
    assertThat(scene.compile("www").isHeld(0)).isFalse();
  }

  @Test
  void forcedMemberIsNotWaitedFor() {
    assertThat(scene(Initial.HOLD).force(2, Forced.UP).answer("www", 1)).isEqualTo("21: 1 2");
  }

  @Test
  void heldNameIsNotExhausted() {
    var scene = scene(Initial.HOLD).down(1);
    assertThat(scene.compile("www").isExhausted(Scene.nanos(9))).isFalse();
    assertThat(scene.compile("www").isExhausted(Scene.nanos(11))).isTrue();
  }

  @Test
  void initialOutAnswersAtOnceWithoutTheUnknown() {
    assertThat(scene(Initial.OUT).answer("www", 1)).isEqualTo("21: 1");
  }

  @Test
  void initialInServesTheUnknownWithMinTtl() {
    var scene = fresh(Initial.IN);
    for (var last = 1; last <= 2; last++) {
      scene.silent("never", last).is(State.UNKNOWN);
    }
    assertThat(scene.answer("www", 1)).isEqualTo("5: 1 2");
    assertThat(scene.explain("www", 1).ttlFrom()).isEqualTo(Decision.TtlFrom.MINIMUM);
    assertThat(scene.explain("www", 1).promiseReason()).contains("has no evidence yet");
  }

  @Test
  void seededMemberIsServedWithMinTtlUntilItPasses() {
    var scene = fresh(Initial.HOLD);
    scene.silent("never", 1).is(State.UP);
    scene.silent("never", 2).is(State.DOWN);
    assertThat(scene.answer("www", 1)).isEqualTo("5: 1");
    scene.monitor("never", 1).okAt(2);
    assertThat(scene.answer("www", 3)).isEqualTo("21: 1");
  }

  @Test
  void aTierWithoutResultsFailsAtTheDeadline() {
    var scene = scene(Initial.OUT).zone("dr", 300, 9).down(1);
    scene.steer(name("dr").check("web"));
    scene.steer(name("app").check("web").initial(Initial.OUT).backup("dr")).zone("app", 300, 1, 2);
    var order = scene.compile("app").orders().getFirst();
    assertThat(order.tierStates(Scene.nanos(9.9)))
        .containsExactly(TierHold.State.UNDECIDED, TierHold.State.ANSWERS);
    assertThat(order.tierStates(Scene.nanos(10)))
        .containsExactly(TierHold.State.FAILS, TierHold.State.ANSWERS);
  }
}
