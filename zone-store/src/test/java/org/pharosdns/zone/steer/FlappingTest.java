package org.pharosdns.zone.steer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pharosdns.zone.steer.NameBuilder.name;

import org.junit.jupiter.api.Test;
import org.pharosdns.zone.steer.HealthView.Forced;
import org.pharosdns.zone.steer.Tolerance.OnExhausted;
import org.pharosdns.zone.steer.Tolerance.OnLow;

/// A member that is kept down for flapping, SEMANTICS 1, is as good as down in every situation of
/// SEMANTICS 2. Budget 30 s, so v_fresh is 21.
final class FlappingTest {
  private static NameBuilder www() {
    return name("www").check("web").budget(30);
  }

  private static Scene scene(NameBuilder name) {
    return new Scene().zone("www", 300, 1, 2).zone("dr", 300, 9).steer(name);
  }

  private static Decision.TtlFrom ttlFrom(Scene scene) {
    return scene.explain("www", 0).ttlFrom();
  }

  @Test
  void theOthersAnswer() {
    assertThat(scene(www()).flapping(1).answer("www", 0)).isEqualTo("21: 2");
  }

  @Test
  void itsReturnIsWaitedForByTheRecoveryBudgetFromItsLastFailureOn() {
    var scene = scene(www().recovery(20)).flapping(1);
    scene.monitor(1).failedAt(-4);
    assertThat(scene.answer("www", 0)).isEqualTo("15: 2");
    assertThat(ttlFrom(scene)).isEqualTo(Decision.TtlFrom.RECOVERY);
  }

  @Test
  void whileItPassesTheRecoveryBudgetAsksForTheLeastTtl() {
    var scene = scene(www().recovery(20)).flapping(1);
    scene.monitor(1).failedAt(-250);
    assertThat(scene.answer("www", 0)).isEqualTo("5: 2");
    assertThat(ttlFrom(scene)).isEqualTo(Decision.TtlFrom.MINIMUM);
  }

  @Test
  void withoutAnyOtherTheNameIsExhaustedAndOpens() {
    var scene = scene(www()).down(2).flapping(1);
    assertThat(scene.answer("www", 0)).isEqualTo("10: 1 2");
    assertThat(scene.compile("www").isExhaustedByVerdicts()).isTrue();
  }

  @Test
  void withoutAnyOtherTheNameIsExhaustedAndAnswersNoRecord() {
    var scene = scene(www().onExhausted(OnExhausted.NODATA)).down(2).flapping(1);
    assertThat(scene.answer("www", 0)).startsWith("NODATA ");
  }

  @Test
  void withoutAnyOtherTheNextTierAnswers() {
    var scene = scene(www().backup("dr")).steer(name("dr").check("web")).down(2).flapping(1);
    assertThat(scene.answer("www", 0)).endsWith(": 9");
  }

  @Test
  void itIsMissingFromWhatMustBeHealthy() {
    var two = www().minHealthy(new MinHealthy.Count(2)).onLow(OnLow.NEXT).backup("dr");
    var scene = scene(two).steer(name("dr").check("web"));
    assertThat(scene.answer("www", 0)).endsWith(": 1 2");
    assertThat(scene.flapping(1).answer("www", 0)).endsWith(": 9");
  }

  @Test
  void whoIsForcedUpAnswersAllTheSame() {
    var scene = scene(www()).flapping(1).force(1, Forced.UP);
    assertThat(scene.answer("www", 0)).isEqualTo("21: 1 2");
  }
}
