package org.pharosdns.zone.steer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pharosdns.zone.steer.NameBuilder.name;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pharosdns.zone.steer.HealthView.Forced;
import org.pharosdns.zone.steer.MonitorReading.State;
import org.pharosdns.zone.steer.Tolerance.OnExhausted;
import org.pharosdns.zone.steer.Tolerance.OnLow;

/// Who is in an answer: tiers, suspicion, several checks, thresholds.
final class TiersTest {
  private static NameBuilder www() {
    return name("www").check("web").budget(30);
  }

  private static Scene scene(NameBuilder name) {
    return new Scene().zone("www", 300, 1, 2, 3, 4).steer(name);
  }

  private static Scene withBackup(NameBuilder name) {
    return scene(name.backup("dr", "sorry")).zone("dr", 120, 11, 12).zone("sorry", 60, 21);
  }

  @Test
  void backupAnswersOnlyWhenTheFirstTierIsEmpty() {
    var scene = withBackup(www()).steer(name("dr").check("web"));
    assertThat(scene.answer("www", 0)).isEqualTo("21: 1 2 3 4");
    scene.down(1, 2, 3, 4);
    for (var last = 1; last <= 4; last++) {
      scene.monitor(last).failedAt(0);
    }
    assertThat(scene.answer("www", 0)).isEqualTo("21: 11 12");
    assertThat(scene.explain("www", 0).chosen()).isEqualTo(1);
    scene.down(11, 12);
    scene.monitor(11).failedAt(0);
    scene.monitor(12).failedAt(0);
    assertThat(scene.answer("www", 0)).isEqualTo("59: 21"); // R = 60, so at most 59
    assertThat(scene.compile("www").isExhausted(0)).isFalse();
  }

  @Test
  void staleFirstTierFallsToTheNextAsIfItWereDown() {
    var scene = withBackup(www());
    assertThat(scene.answer("www", 24)).isEqualTo("5: 1 2 3 4");
    assertThat(scene.answer("www", 25)).isEqualTo("5: 11 12"); // R asks for v_min: no failure known
    assertThat(scene.explain("www", 25).tiers().getFirst().members())
        .allMatch(member -> member.reason() == Reason.STALE);
  }

  @Test
  void uncheckedTierIsCappedByTheRecoveryBudgetAlone() {
    var scene = withBackup(www()).down(1, 2, 3, 4);
    scene.monitor(1).failedAt(-3);
    scene.monitor(2).failedAt(-1);
    scene.monitor(3).failedAt(-20.5);
    scene.monitor(4).failedAt(-2);
    assertThat(scene.answer("www", 0)).isEqualTo("38: 11 12"); // 60 - 1 - 20.5
    assertThat(scene.explain("www", 0).ttlFrom()).isEqualTo(Decision.TtlFrom.RECOVERY);
    scene.monitor(3).failedAt(-56);
    assertThat(scene.answer("www", 0)).isEqualTo("5: 11 12");
    assertThat(scene.explain("www", 0).ttlFrom()).isEqualTo(Decision.TtlFrom.MINIMUM);
  }

  @Test
  void recoveryBudgetDoesNotWaitForDrainedMembers() {
    var scene = withBackup(www()).force(1, Forced.DRAIN);
    scene.monitor(1).failedAt(-500);
    assertThat(scene.answer("www", 0)).isEqualTo("21: 2 3 4");
  }

  @Test
  void recoveryBudgetDoesNotWaitForStandbyMembersNextToWeightedOnes() {
    var scene = withBackup(www().weight(1, new Weight.Standby())).down(1);
    scene.monitor(1).failedAt(-500);
    assertThat(scene.answer("www", 0)).isEqualTo("21: 2 3 4");
  }

  @Test
  void recoveryBudgetDoesNotWaitForMembersThatAreOff() {
    var scene = withBackup(www().weight(1, new Weight.Off())).down(1);
    scene.monitor(1).failedAt(-500);
    assertThat(scene.answer("www", 0)).isEqualTo("21: 2 3 4");
  }

  private static Scene withTier(OnExhausted ofName, OnExhausted ofTier) {
    var tier = name("dr").check("web").budget(40).forcedTtl(8).ttls(23, 3, 4);
    var scene = scene(www().onExhausted(ofName).backup("dr")).zone("dr", 120, 11, 12);
    scene.steer(tier.onExhausted(ofTier)).down(1, 2, 3, 4);
    for (var last = 1; last <= 4; last++) {
      scene.monitor(last).failedAt(0);
    }
    return scene;
  }

  @Test
  void theTtlKeysOfATierAreNotAskedWhenItAnswersForAnotherName() {
    var scene = withTier(OnExhausted.OPEN, OnExhausted.NODATA);
    assertThat(scene.answer("dr", 0)).isEqualTo("31: 11 12");
    assertThat(scene.answer("www", 0)).isEqualTo("21: 11 12");
    scene.monitor(11).okAt(-20);
    assertThat(scene.answer("dr", 0)).isEqualTo("31: 12");
    assertThat(scene.answer("www", 0)).isEqualTo("9: 11 12");
    scene.force(11, Forced.UP);
    assertThat(scene.answer("dr", 0)).isEqualTo("8: 11 12");
    assertThat(scene.answer("www", 0)).isEqualTo("21: 11 12");
  }

  @Test
  void onExhaustedOfATierIsNotAskedWhenItIsTheLastOfAnotherName() {
    var open = withTier(OnExhausted.OPEN, OnExhausted.NODATA).down(11, 12);
    assertThat(open.answer("dr", 0)).isEqualTo("NODATA 4");
    assertThat(open.answer("www", 0)).isEqualTo("10: 1 2 3 4");
    var closed = withTier(OnExhausted.NODATA, OnExhausted.OPEN).down(11, 12);
    closed.monitor(11).failedAt(0);
    closed.monitor(12).failedAt(0);
    assertThat(closed.answer("dr", 0)).isEqualTo("3: 11 12");
    assertThat(closed.answer("www", 0)).isEqualTo("NODATA 15");
  }

  @Test
  void tierOfAnotherTypeIsSkipped() {
    var scene = scene(www().backup("v6only", "dr")).zone("dr", 120, 11).down(1, 2, 3, 4);
    assertThat(scene.explain("www", 0).tiers().get(1).state()).isEqualTo(Decision.TierState.ABSENT);
    assertThat(scene.explain("www", 0).chosen()).isEqualTo(2);
  }

  @Test
  void suspectsAreOmittedOnlyWhileEnoughOthersRemain() {
    var scene = scene(www().minHealthy(new MinHealthy.Count(2)));
    scene.monitor(1).is(State.SUSPECT);
    assertThat(scene.answer("www", 0)).isEqualTo("21: 2 3 4");
    scene.down(2);
    assertThat(scene.answer("www", 0)).isEqualTo("21: 3 4");
    scene.down(3);
    assertThat(scene.answer("www", 0)).isEqualTo("21: 1 4");
  }

  @Test
  void lastMemberIsKeptWhileItIsSuspect() {
    var scene = scene(www()).down(2, 3, 4);
    scene.monitor(1).is(State.SUSPECT);
    assertThat(scene.answer("www", 0)).isEqualTo("21: 1");
  }

  @Test
  void allSuspectAtOnceAreAllKept() {
    var scene = scene(www());
    for (var last = 1; last <= 4; last++) {
      scene.monitor(last).is(State.SUSPECT);
    }
    assertThat(scene.answer("www", 0)).isEqualTo("21: 1 2 3 4");
  }

  @Test
  void standbyMembersDoNotCountWhenASuspectIsOmitted() {
    var scene = new Scene().zone("www", 300, 1, 2).steer(www().weight(2, new Weight.Standby()));
    scene.monitor(1).is(State.SUSPECT);
    assertThat(scene.answer("www", 0)).isEqualTo("21: 1");
  }

  @Test
  void suspectIsKeptWhenTheOthersAreStale() {
    var scene = new Scene().zone("www", 300, 1, 2).steer(www());
    scene.monitor(1).is(State.SUSPECT).okAt(0);
    scene.monitor(2).okAt(-30);
    assertThat(scene.answer("www", 0)).isEqualTo("21: 1");
  }

  @Test
  void offNeverAnswersEvenWhenForcedUp() {
    var scene = scene(www().weight(1, new Weight.Off())).force(1, Forced.UP);
    assertThat(scene.answer("www", 0)).isEqualTo("21: 2 3 4");
    assertThat(scene.down(2, 3, 4).answer("www", 0)).isEqualTo("10: 2 3 4");
  }

  @Test
  void percentOfTheMembersIsRoundedUp() {
    var scene =
        new Scene()
            .zone("www", 300, 1, 2, 3)
            .steer(www().minHealthy(new MinHealthy.Percent(50)).onLow(OnLow.NEXT).backup("dr"))
            .zone("dr", 300, 9);
    assertThat(scene.down(1).explain("www", 0).chosen()).isZero();
    assertThat(scene.down(1, 2).explain("www", 0).chosen()).isEqualTo(1);
  }

  @Test
  void weightShareCountsUnitsNotMembers() {
    var name =
        www()
            .weighted(0)
            .weight(1, 70)
            .weight(2, 20)
            .weight(3, 9)
            .weight(4, 1)
            .minHealthy(new MinHealthy.WeightShare(0.3))
            .onLow(OnLow.NEXT)
            .backup("dr");
    var scene = scene(name).zone("dr", 300, 9);
    assertThat(scene.down(2, 3, 4).explain("www", 0).chosen()).isZero();
    var other = scene(name).zone("dr", 300, 9);
    assertThat(other.down(1).explain("www", 0).chosen()).isZero();
    assertThat(other.down(4).explain("www", 0).chosen()).isEqualTo(1);
  }

  @Test
  void allChecksMustPass() {
    var scene = scene(name("www").check("web", "api").budget(30)).check("api", Scene.WEB);
    scene.monitor("api", 1).is(State.DOWN);
    scene.monitor("web", 2).is(State.DOWN);
    assertThat(scene.answer("www", 0)).isEqualTo("21: 3 4");
  }

  @Test
  void someOfSeveralChecksAreEnoughWhereSoConfigured() {
    var scene =
        scene(name("www").anyOf(2, "web", "api", "db").budget(30))
            .check("api", Scene.WEB)
            .check("db", Scene.WEB);
    scene.monitor("api", 1).is(State.DOWN);
    scene.monitor("api", 2).is(State.DOWN);
    scene.monitor("db", 2).is(State.DOWN);
    assertThat(scene.answer("www", 0)).isEqualTo("21: 1 3 4");
  }

  @Test
  void memberMayHaveChecksOfItsOwn() {
    var own = new CheckRequirement.AllOf(List.of("api"));
    var scene = scene(www().member(Scene.address(1), null, own)).check("api", Scene.WEB).down(1, 2);
    assertThat(scene.answer("www", 0)).isEqualTo("21: 1 3 4");
  }

  @Test
  void constantChecksDecideWithoutALease() {
    var scene = scene(name("www").check("web", "off").budget(30)).constant("off", false);
    assertThat(scene.answer("www", 0)).isEqualTo("10: 1 2 3 4");
  }

  @Test
  void aTargetMayDrainItselfAndIsNotResurrected() {
    var scene = withBackup(www());
    scene.monitor(1).wants(0).failedAt(0);
    assertThat(scene.answer("www", 0)).isEqualTo("21: 2 3 4");
    assertThat(scene.explain("www", 0).tiers().getFirst().members().getFirst().reason())
        .isEqualTo(Reason.DRAINED);
    var alone = scene(www()).down(2, 3, 4);
    alone.monitor(1).wants(0).failedAt(0);
    assertThat(alone.answer("www", 0)).isEqualTo("10: 2 3 4");
  }

  @Test
  void theShareThatATargetAsksForIsOfItsWeightHoweverSmallThatIs() {
    var scene = scene(www()).down(3, 4);
    scene.monitor(1).wants(50);
    scene.monitor(2).wants(1);
    var members = scene.compile("www").tiers()[0].members();
    assertThat(members[0].units()).isEqualTo(50 * members[1].units());
    assertThat(members[2].units()).isEqualTo(2 * members[0].units());
    assertThat(scene.answer("www", 0)).isEqualTo("21: 1 2");
  }

  @Test
  void whatIsForcedUpHasAllOfItsWeightWhateverItsTargetAsksFor() {
    var scene = scene(www()).force(1, Forced.UP);
    scene.monitor(1).wants(0);
    scene.monitor(2).wants(50);
    var members = scene.compile("www").tiers()[0].members();
    assertThat(members[0].units()).isEqualTo(2 * members[1].units());
    assertThat(members[0].units()).isEqualTo(members[2].units());
  }

  @Test
  void anUncheckedTierIsCappedHoweverTheFirstOneWasLeftOut() {
    for (var state : List.of(Forced.DOWN, Forced.DRAIN)) {
      var scene = withBackup(www());
      for (var last = 1; last <= 4; last++) {
        scene.force(last, state);
      }
      assertThat(scene.answer("www", 0)).isEqualTo("59: 11 12"); // R = 60, so at most 59
    }
  }

  @Test
  void aShareOfWeightsIsTheDecimalThatIsWritten() {
    for (var percent = 1; percent < 100; percent++) {
      var scene =
          new Scene()
              .zone("www", 300, 1, 2)
              .steer(
                  www()
                      .weight(1, percent)
                      .weight(2, 100 - percent)
                      .minHealthy(new MinHealthy.WeightShare(percent / 100.0))
                      .onLow(OnLow.OPEN))
              .down(2);
      assertThat(scene.explain("www", 0).open()).as("%s of 100", percent).isFalse();
    }
  }
}
