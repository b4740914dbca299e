package org.pharosdns.zone.steer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pharosdns.zone.steer.NameBuilder.name;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.pharosdns.zone.steer.HealthView.Forced;
import org.pharosdns.zone.steer.MonitorReading.State;
import org.pharosdns.zone.steer.Tolerance.OnExhausted;
import org.pharosdns.zone.steer.Tolerance.OnLow;
import org.pharosdns.zone.steer.Tolerance.OnMonitorFailure;

/// Row by row the table of situations in SEMANTICS 2. Budget 30 s, so v_fresh is 21.
final class SituationsTest {
  private static final int EXHAUSTED_EDE = 0;

  private static NameBuilder www() {
    return name("www").check("web").budget(30);
  }

  private static Scene scene(NameBuilder name) {
    return new Scene().zone("www", 300, 1, 2, 3).steer(name);
  }

  private static void keeps(Scene scene, double seconds) {
    assertThat(scene.explain("www", seconds).promiseReason()).isEmpty();
  }

  private static void suspends(Scene scene, double seconds, String reason) {
    assertThat(scene.explain("www", seconds).promiseKept()).isFalse();
    assertThat(scene.explain("www", seconds).promiseReason()).contains(reason);
  }

  @Test
  void allFreshAnswersBySelectWithTheFreshTtl() {
    var scene = scene(www());
    assertThat(scene.answer("www", 3)).isEqualTo("21: 1 2 3");
    keeps(scene, 3);
  }

  @Test
  void zoneTtlCapsTheFreshTtl() {
    var scene = new Scene().zone("www", 20, 1, 2).steer(www());
    assertThat(scene.answer("www", 3)).isEqualTo("20: 1 2");
  }

  @Test
  void lateMemberStaysWithItsLease() {
    var scene = scene(www());
    scene.monitor(2).okAt(-12);
    assertThat(scene.answer("www", 0)).isEqualTo("17: 1 2 3");
    keeps(scene, 0);
  }

  @Test
  void failingMemberThatIsKeptStaysWithItsLease() {
    var scene = scene(www().keepSuspects());
    scene.monitor(2).is(State.SUSPECT).okAt(-9.5);
    assertThat(scene.answer("www", 0)).isEqualTo("19: 1 2 3");
    keeps(scene, 0);
  }

  @Test
  void suspectDownAndDrainedAreLeftOutAndTheRestIsFresh() {
    var scene = new Scene().zone("www", 300, 1, 2, 3, 4).steer(www());
    scene.monitor(1).is(State.SUSPECT).okAt(-9);
    scene.down(2).force(3, Forced.DRAIN);
    assertThat(scene.answer("www", 0)).isEqualTo("21: 4");
    keeps(scene, 0);
  }

  @Test
  void lowShrinksToThoseThatAreLeft() {
    var scene = scene(www().minHealthy(new MinHealthy.Count(2))).down(1, 2);
    assertThat(scene.answer("www", 0)).isEqualTo("21: 3");
    keeps(scene, 0);
  }

  @Test
  void lowLeavesTheAnswerToTheNextTier() {
    var scene =
        scene(www().minHealthy(new MinHealthy.Count(2)).onLow(OnLow.NEXT).backup("dr"))
            .zone("dr", 300, 9)
            .steer(name("dr").check("web"))
            .down(1, 2);
    scene.monitor(1).failedAt(0);
    scene.monitor(2).failedAt(0);
    assertThat(scene.answer("www", 0)).isEqualTo("21: 9");
    keeps(scene, 0);
  }

  @Test
  void lowOpensToAllButDrainedForcedDownAndOff() {
    var scene =
        new Scene()
            .zone("www", 300, 1, 2, 3, 4, 5, 6)
            .steer(
                www()
                    .minHealthy(new MinHealthy.Count(2))
                    .onLow(OnLow.OPEN)
                    .weight(6, new Weight.Off()))
            .down(1, 2)
            .force(4, Forced.DRAIN)
            .force(5, Forced.DOWN);
    assertThat(scene.answer("www", 0)).isEqualTo("10: 1 2 3");
    suspends(scene, 0, "fewer than min_healthy");
  }

  @Test
  void exhaustedOpensTheFirstTier() {
    var scene = scene(www().backup("dr")).zone("dr", 300, 9).steer(name("dr").check("web"));
    scene.down(1, 2, 9).force(3, Forced.DRAIN);
    assertThat(scene.answer("www", 0)).isEqualTo("10: 1 2");
    assertThat(scene.extendedError("www", 0)).isEqualTo(EXHAUSTED_EDE);
    assertThat(scene.compile("www").isExhausted(0)).isTrue();
    suspends(scene, 0, "exhausted");
  }

  @Test
  void exhaustedOpensWithTheZoneTtlWhereThatIsLower() {
    var scene = new Scene().zone("www", 4, 1).steer(www()).down(1);
    assertThat(scene.answer("www", 0)).isEqualTo("4: 1");
  }

  @Test
  void exhaustedWithAllDrainedAnswersAsNoData() {
    var scene = scene(www());
    scene.force(1, Forced.DRAIN).force(2, Forced.DOWN).force(3, Forced.DRAIN);
    assertThat(scene.answer("www", 0)).isEqualTo("NODATA 15");
    keeps(scene, 0);
  }

  @Test
  void exhaustedNoDataHasTheNegativeTtl() {
    var scene = scene(www().onExhausted(OnExhausted.NODATA)).down(1, 2, 3);
    assertThat(scene.answer("www", 0)).isEqualTo("NODATA 15");
    assertThat(scene.extendedError("www", 0)).isEqualTo(-1);
    keeps(scene, 0);
  }

  @Test
  void exhaustedNoDataIsCappedByTheRecoveryBudget() {
    var scene = scene(www().onExhausted(OnExhausted.NODATA).recovery(20)).down(1, 2, 3);
    for (var last = 1; last <= 3; last++) {
      scene.monitor(last).failedAt(-6.5);
    }
    assertThat(scene.answer("www", 0)).isEqualTo("NODATA 12");
  }

  @Test
  void everyMemberStaleOpensWithoutEnteringTheExhaustedState() {
    var scene = scene(www());
    assertThat(scene.answer("www", 24)).isEqualTo("5: 1 2 3");
    assertThat(scene.answer("www", 24.1)).isEqualTo("10: 1 2 3");
    assertThat(scene.compile("www").isExhausted(Scene.nanos(24.1))).isFalse();
    suspends(scene, 24.1, "stale");
  }

  @Test
  void everyMemberStaleIsNoDataWithThePanicTtlWhereSoConfigured() {
    var scene = scene(www().onExhausted(OnExhausted.NODATA));
    assertThat(scene.answer("www", 24.1)).isEqualTo("NODATA 10");
    suspends(scene, 24.1, "stale");
  }

  @Test
  void closedDuringAMonitorFailureIsNoDataWithThePanicTtl() {
    var scene = scene(www().onMonitorFailure(OnMonitorFailure.CLOSED));
    scene.monitorFailure = true;
    assertThat(scene.answer("www", 3)).isEqualTo("NODATA 10");
    suspends(scene, 3, "monitor failure");
  }

  @Test
  void theTtlIsTheMinimumOverTheMembersChosenAlone() {
    for (var one : List.of(www().rotate(1), www().weighted(1))) {
      assertThat(answers(one)).containsExactly("17: 2", "21: 1", "21: 3");
    }
    for (var two : List.of(www().rotate(2), www().weighted(2))) {
      assertThat(answers(two)).containsExactly("17: 1 2", "17: 2 3", "21: 1 3");
    }
  }

  /// Returns all answers while the evidence of the second of three members is late.
  private static Set<String> answers(NameBuilder name) {
    var scene = scene(name);
    scene.monitor(2).okAt(-12);
    var seen = new TreeSet<String>();
    for (var i = 0; i < 200; i++) {
      seen.add(scene.answer("www", 0));
    }
    return seen;
  }

  @Test
  void forcedUpIsIncludedWhateverProbesSayWithTheFreshTtl() {
    var scene = scene(www()).down(2).force(2, Forced.UP);
    scene.monitor(2).okAt(-500);
    assertThat(scene.answer("www", 0)).isEqualTo("21: 1 2 3");
    suspends(scene, 0, "192.0.2.2 is forced up");
  }

  @Test
  void forcedTtlReplacesTheFreshTtlOfForcedMembers() {
    var scene = scene(www().forcedTtl(8)).force(2, Forced.UP);
    assertThat(scene.answer("www", 0)).isEqualTo("8: 1 2 3");
  }

  @Test
  void nameWithoutRealCheckHasTheZoneTtl() {
    var unchecked = new Scene().zone("www", 300, 1, 2).steer(name("www"));
    assertThat(unchecked.answer("www", 9999)).isEqualTo("300: 1 2");
    var constant =
        new Scene().constant("yes", true).zone("www", 300, 1).steer(name("www").check("yes"));
    assertThat(constant.answer("www", 9999)).isEqualTo("300: 1");
  }
}
