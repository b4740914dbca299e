package org.pharosdns.zone.steer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pharosdns.zone.steer.NameBuilder.name;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The static check of SEMANTICS 2.
final class BudgetCheckTest {
  private static BudgetReport report(Scene scene, String owner) {
    var steering = scene.steering();
    var found = Objects.requireNonNull(steering.find(Scene.owner(owner)));
    return Objects.requireNonNull(BudgetCheck.report(steering, found, scene));
  }

  private static Scene scene(NameBuilder name) {
    return new Scene().zone("www", 300, 1, 2).steer(name);
  }

  private static List<String> problems(Scene scene) {
    return SteeringValidator.validate(scene.steering(), scene).stream()
        .map(problem -> problem.format())
        .toList();
  }

  @Test
  void exampleOfTheSemantics() {
    var scene = scene(name("www").check("web").budget(30).keepSuspects());
    var report = report(scene, "www");
    assertThat(report.detection()).isEqualTo(Duration.ofMillis(12_150));
    assertThat(report.smallestBudget()).isEqualTo(Duration.ofSeconds(19));
    assertThat(report.isLegal()).isTrue();
    assertThat(scene.plan().mostTtlSeconds(0)).isEqualTo(21);
  }

  @Test
  void freshTtlIsThatOfTheMembersThemselvesWhateverBackupTiersNeed() {
    var slow = new CheckTiming(seconds(10), seconds(5), seconds(10), 0.1, 3, 2);
    var scene =
        new Scene()
            .zone("www", 300, 1, 2)
            .zone("dr", 300, 9)
            .check("slow", slow)
            .steer(name("www").check("web").budget(60).backup("dr"))
            .steer(name("dr").check("slow").budget(60));
    assertThat(scene.answer("www", 0)).startsWith("51: ");
    assertThat(scene.plan().mostTtlSeconds(0)).isEqualTo(51);
    assertThat(scene.plan().longestExposures().values())
        .containsExactlyInAnyOrder(seconds(52), seconds(52), seconds(44));
  }

  @Test
  void omittedSuspectsAreDetectedAtTheFirstFailureWhereOneCanBeSpared() {
    var two = report(scene(name("www").check("web").budget(30)), "www");
    assertThat(two.detection()).isEqualTo(Duration.ofMillis(7_750));
    var needsBoth = name("www").check("web").minHealthy(new MinHealthy.Count(2)).budget(30);
    assertThat(report(scene(needsBoth), "www").detection()).isEqualTo(Duration.ofMillis(12_150));
    var standby = name("www").check("web").weight(2, new Weight.Standby()).budget(30);
    assertThat(report(scene(standby), "www").detection()).isEqualTo(Duration.ofMillis(12_150));
  }

  @Test
  void slowTimeoutCountsWhereItIsLongerThanTheFastInterval() {
    var slow = new CheckTiming(seconds(5), seconds(4), seconds(1), 0.1, 3, 2);
    assertThat(Detection.nanos(slow, false)).isEqualTo(Scene.nanos(5.5 + 2 * 4 + 4 + 0.25));
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Test
  void defaultBudgetIsAMinuteOrWhatIsLegal() {
    assertThat(report(scene(name("www").check("web")), "www").budget()).isEqualTo(seconds(60));
    var slow = new CheckTiming(seconds(60), seconds(10), seconds(60), 0.1, 3, 2);
    var scene = scene(name("www").check("slow").keepSuspects()).check("slow", slow);
    assertThat(report(scene, "www").budget()).isEqualTo(seconds(215));
  }

  @Test
  void budgetIsLegalExactlyFromDPlusSlackPlusMinTtl() {
    assertThat(problems(scene(name("www").check("web").keepSuspects().budget(19)))).isEmpty();
    assertThat(problems(scene(name("www").check("web").keepSuspects().budget(18))))
        .singleElement()
        .asString()
        .startsWith("example.com.toml:1:1: error: failover_budget 18s is too short")
        .contains("D is 12.15s", "smallest legal budget is 19s")
        .contains("any one of: failover_budget = \"19s\"")
        .contains("interval = \"4.86s\" of check \"web\"")
        .contains("timeout = \"1.85s\"")
        .contains("fast = \"1.93s\"")
        .contains("fall = 2")
        .contains("suspect = \"omit\"")
        .contains("min_ttl = \"4s\"")
        .contains("slack = \"0.85s\"");
  }

  @ParameterizedTest
  @CsvSource({
    "4860, 2000, 2000, 3",
    "5000, 1850, 2000, 3",
    "5000, 2000, 1930, 3",
    "5000, 2000, 2000, 2"
  })
  void everyAdviceIsEnoughByItself(long interval, long timeout, long fast, int fall) {
    var timing =
        new CheckTiming(
            Duration.ofMillis(interval),
            Duration.ofMillis(timeout),
            Duration.ofMillis(fast),
            0.1,
            fall,
            2);
    var scene = scene(name("www").check("web").keepSuspects().budget(18)).check("web", timing);
    assertThat(problems(scene)).isEmpty();
  }

  @Test
  void enforceWarnLoadsAnIllegalBudget() {
    assertThat(problems(scene(name("www").check("web").keepSuspects().budget(18).enforceWarn())))
        .singleElement()
        .asString()
        .contains(": warning: failover_budget 18s is too short");
  }

  @Test
  void recoveryBudgetIsTwiceTheFailoverBudgetWithBackupElseNone() {
    assertThat(report(scene(name("www").check("web").budget(30)), "www").recovery()).isNull();
    var scene = scene(name("www").check("web").budget(30).backup("dr")).zone("dr", 60, 9);
    assertThat(report(scene, "www").recovery()).isEqualTo(seconds(60));
  }

  @Test
  void recoveryBudgetMustCoverRiseIntervals() {
    // 2 · 5.5 + 2 + 0.25 + 1 + 5 = 19.25
    assertThat(problems(scene(name("www").check("web").budget(30).recovery(20)))).isEmpty();
    assertThat(problems(scene(name("www").check("web").budget(30).recovery(19))))
        .singleElement()
        .asString()
        .contains("recovery_budget 19s is too short", "recovery_budget = \"20s\"");
  }

  @Test
  void checksOfBackupTiersCount() {
    var slow = new CheckTiming(seconds(20), seconds(2), seconds(20), 0.1, 3, 2);
    var scene =
        scene(name("www").check("web").budget(30).backup("dr"))
            .zone("dr", 60, 9)
            .check("slow", slow)
            .steer(name("dr").check("slow"));
    assertThat(report(scene, "www").isLegal()).isFalse();
  }

  @Test
  void withoutRealCheckThereIsNoBudget() {
    var scene = scene(name("www").budget(30));
    assertThat(problems(scene))
        .singleElement()
        .asString()
        .contains("failover_budget has no effect");
  }

  @Test
  void withoutRealCheckThereIsNoRecoveryBudgetEither() {
    assertThat(problems(scene(name("www").recovery(30))))
        .singleElement()
        .asString()
        .contains("recovery_budget has no effect: nothing checks www");
  }

  @Test
  void aBudgetFromDefaultsIsNoMistakeOfAnUncheckedName() {
    assertThat(problems(scene(name("www").budget(30).inherits("failover_budget")))).isEmpty();
    assertThat(problems(scene(name("www").recovery(30).inherits("recovery_budget")))).isEmpty();
  }
}
