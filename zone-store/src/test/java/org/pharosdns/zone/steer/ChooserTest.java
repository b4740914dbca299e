package org.pharosdns.zone.steer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pharosdns.zone.steer.NameBuilder.name;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pharosdns.dns.query.Draw;

/// SEMANTICS 3: chi-square at α = 1e-6 over 20,000 answers of a seeded draw.
final class ChooserTest {
  private static final int ANSWERS = 20_000;
  private static final double ONE_DEGREE = 23.93;
  private static final double TWO_DEGREES = 27.63;
  private static final double THREE_DEGREES = 30.66;

  private final Asker asker = new Asker(new Draw(20_26));
  private final Choice choice = new Choice();

  /// Counts answers by the last octets of their records, in answer order.
  private Map<String, Integer> counts(Scene scene) {
    var steering = scene.compile("www");
    var counts = new HashMap<String, Integer>();
    for (var i = 0; i < ANSWERS; i++) {
      steering.choose(asker.at(0), choice);
      var key = new StringBuilder();
      for (var k = 0; k < choice.count(); k++) {
        key.append(Scene.last(choice, k));
      }
      counts.merge(key.toString(), 1, Integer::sum);
    }
    return counts;
  }

  private static double chiSquare(Map<String, Integer> counts, Map<String, Double> shares) {
    assertThat(counts.keySet()).isEqualTo(shares.keySet());
    return shares.entrySet().stream()
        .mapToDouble(
            share -> {
              var expected = share.getValue() * ANSWERS;
              var difference = counts.getOrDefault(share.getKey(), 0) - expected;
              return difference * difference / expected;
            })
        .sum();
  }

  private static Scene weights(int answers) {
    return new Scene()
        .zone("www", 300, 1, 2, 3)
        .steer(
            name("www").check("web").weighted(answers).weight(1, 70).weight(2, 20).weight(3, 10));
  }

  @Test
  void weightedAnswersOneMemberInProportion() {
    assertThat(chiSquare(counts(weights(0)), Map.of("1", 0.7, "2", 0.2, "3", 0.1)))
        .isLessThan(TWO_DEGREES);
  }

  @Test
  void weightOfADownMemberGoesToTheOthersInProportion() {
    assertThat(chiSquare(counts(weights(0).down(1)), Map.of("2", 2.0 / 3, "3", 1.0 / 3)))
        .isLessThan(ONE_DEGREE);
  }

  @Test
  void moreWeightedAnswersAreDrawnOneAfterTheOther() {
    var shares = new HashMap<String, Double>();
    var weights = Map.of("1", 0.7, "2", 0.2, "3", 0.1);
    weights.forEach(
        (first, p) ->
            weights.forEach(
                (second, q) -> {
                  if (!first.equals(second)) {
                    shares.put(first + second, p * q / (1 - p));
                  }
                }));
    assertThat(chiSquare(counts(weights(2)), shares)).isLessThan(36); // five degrees: 35.89
  }

  @Test
  void moreAnswersThanMembersGivesAll() {
    assertThat(counts(weights(9)).keySet()).allMatch(key -> key.length() == 3);
  }

  @Test
  void rotateAnswersAllFromAUniformStart() {
    var scene = new Scene().zone("www", 300, 1, 2, 3, 4).steer(name("www"));
    assertThat(
            chiSquare(
                counts(scene), Map.of("1234", 0.25, "2341", 0.25, "3412", 0.25, "4123", 0.25)))
        .isLessThan(THREE_DEGREES);
  }

  @Test
  void thoseThatAreOpenedComeFromAUniformStartToo() {
    var scene =
        new Scene()
            .zone("www", 300, 1, 2, 3, 4)
            .steer(name("www").check("web"))
            .down(1, 2, 4)
            .force(3, HealthView.Forced.DOWN);
    assertThat(chiSquare(counts(scene), Map.of("124", 1.0 / 3, "241", 1.0 / 3, "412", 1.0 / 3)))
        .isLessThan(TWO_DEGREES);
  }

  @Test
  void rotateWithFewerAnswersIsAFairSample() {
    var scene = new Scene().zone("www", 300, 1, 2, 3).steer(name("www").rotate(2));
    var shares = new HashMap<String, Double>();
    for (var pair : new String[] {"12", "21", "13", "31", "23", "32"}) {
      shares.put(pair, 1.0 / 6);
    }
    assertThat(chiSquare(counts(scene), shares)).isLessThan(36);
  }

  @Test
  void standbyMembersShareAlikeWhenNoWeightedOneIsLeft() {
    var scene =
        new Scene()
            .zone("www", 300, 1, 2, 3)
            .steer(
                name("www")
                    .check("web")
                    .weighted(0)
                    .weight(2, new Weight.Standby())
                    .weight(3, new Weight.Standby()));
    assertThat(counts(scene)).containsOnlyKeys("1");
    assertThat(chiSquare(counts(scene.down(1)), Map.of("2", 0.5, "3", 0.5))).isLessThan(ONE_DEGREE);
  }

  @Test
  void largestWeightsDoNotOverflow() {
    var name = name("www").weighted(0);
    var lasts = new int[250];
    for (var i = 0; i < lasts.length; i++) {
      lasts[i] = i + 1;
      name.weight(i + 1, Weight.Share.MAX);
    }
    assertThat(counts(new Scene().zone("www", 300, lasts).steer(name))).hasSize(250);
  }

  @Test
  void allKeepsTheOrderOfTheZoneFile() {
    var scene = new Scene().zone("www", 300, 3, 1, 2).steer(name("www").check("web").all(0));
    assertThat(counts(scene)).containsOnlyKeys("312");
    assertThat(counts(scene.down(1))).containsOnlyKeys("32");
  }

  @Test
  void allWithFewerAnswersIsAFairSampleInTheSameOrder() {
    var scene = new Scene().zone("www", 300, 3, 1, 2).steer(name("www").all(2));
    assertThat(chiSquare(counts(scene), Map.of("31", 1.0 / 3, "32", 1.0 / 3, "12", 1.0 / 3)))
        .isLessThan(TWO_DEGREES);
  }
}
