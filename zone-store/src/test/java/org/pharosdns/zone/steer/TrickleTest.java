package org.pharosdns.zone.steer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pharosdns.zone.steer.NameBuilder.name;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// `trickle`: a share of the answers keeps another tier warm while the first is healthy.
final class TrickleTest {
  private static final int ANSWERS = 20_000;
  private static final double ONE_DEGREE = 23.93;

  private static Scene scene() {
    return new Scene()
        .zone("www", 300, 1, 2)
        .zone("dr", 15, 9)
        .steer(name("dr").check("web"))
        .steer(
            name("www")
                .check("web")
                .budget(30)
                .minHealthy(new MinHealthy.Count(2))
                .trickle("dr", 100_000)
                .fenced(List.of("10.0.0.0/8"), "www"));
  }

  private static Map<String, Integer> counts(Scene scene, String network) {
    var counts = new HashMap<String, Integer>();
    var steering = scene.compile("www");
    var choice = new Choice();
    for (var i = 0; i < ANSWERS; i++) {
      steering.choose(scene.asker.subnet(network).at(0), choice);
      counts.merge(choice.ttlSeconds() + ": " + choice.count(), 1, Integer::sum);
    }
    return counts;
  }

  @Test
  void theShareIsKeptAndTheTtlIsThatOfTheTierThatAnswers() {
    var counts = counts(scene(), "192.0.2.0/24");
    assertThat(counts).containsOnlyKeys("21: 2", "15: 1");
    var expected = ANSWERS * 0.1;
    var difference = counts.getOrDefault("15: 1", 0) - expected;
    assertThat(difference * difference / expected + difference * difference / (ANSWERS - expected))
        .isLessThan(ONE_DEGREE);
  }

  @Test
  void nothingTricklesWhileTheFirstTierIsLow() {
    assertThat(counts(scene().down(2), "192.0.2.0/24")).containsOnlyKeys("21: 1");
  }

  @Test
  void nothingTricklesToATierThatIsDown() {
    assertThat(counts(scene().down(9), "192.0.2.0/24")).containsOnlyKeys("21: 2");
  }

  @Test
  void recoveryBudgetCapsWhatAnUncheckedTierAnswers() {
    var scene =
        new Scene()
            .zone("www", 3600, 1)
            .zone("spare", 3600, 9)
            .steer(name("www").check("web").recovery(30).trickle("spare", 1_000_000));
    assertThat(scene.answer("www", 0)).isEqualTo("29: 9");
  }

  @Test
  void fencedClientsStayInside() {
    assertThat(counts(scene(), "10.1.2.0/24")).containsOnlyKeys("21: 2");
  }

  @Test
  void whileTheMonitorsFailTheShareStaysHoweverOldTheEvidenceIs() {
    var scene = scene();
    scene.monitorFailure = true;
    var counts = new HashMap<String, Integer>();
    var steering = scene.compile("www");
    var choice = new Choice();
    for (var i = 0; i < ANSWERS; i++) {
      steering.choose(scene.asker.subnet("192.0.2.0/24").at(Scene.nanos(1000)), choice);
      counts.merge(choice.ttlSeconds() + ": " + choice.count(), 1, Integer::sum);
    }
    assertThat(counts).containsOnlyKeys("10: 2", "10: 1");
  }

  @Test
  void aTierThatKnowsClientsKnowsTheOneThatAsks() {
    var scene =
        new Scene()
            .zone("www", 300, 1)
            .zone("dr", 15, 5, 6, 7, 8, 9)
            .steer(
                name("dr")
                    .check("web")
                    .hash(1, new NetworkHash(24, 56, NetworkHash.keyOf(new byte[0]))))
            .steer(name("www").check("web").budget(30).trickle("dr", 1_000_000));
    var steering = scene.compile("www");
    var alone = scene.compile("dr");
    var choice = new Choice();
    for (var i = 0; i < 50; i++) {
      var network = "198.51." + i + ".0/24";
      alone.choose(scene.asker.subnet(network).at(0), choice);
      var expected = Scene.last(choice, 0);
      alone.choose(scene.asker.subnet("203.0.113.0/24").at(0), choice);
      steering.choose(scene.asker.subnet(network).at(0), choice);
      assertThat(Scene.last(choice, 0)).isEqualTo(expected);
      assertThat(choice.clientScope()).isEqualTo(24);
    }
  }
}
