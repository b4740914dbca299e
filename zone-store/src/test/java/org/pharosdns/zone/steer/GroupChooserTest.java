package org.pharosdns.zone.steer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pharosdns.zone.steer.NameBuilder.name;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.zone.steer.Selection.Groups;

/// SEMANTICS 3, `weighted-multi`: chi-square at α = 1e-6 over 20,000 answers of a seeded draw.
final class GroupChooserTest {
  private static final int ANSWERS = 20_000;
  private static final double ONE_DEGREE = 23.93;
  private static final double TWO_DEGREES = 27.63;
  private static final double THREE_DEGREES = 30.66;

  private final Asker asker = new Asker(new Draw(20_27));
  private final Choice choice = new Choice();

  /// Counts answers by the last octets of their records, ascending.
  private Map<String, Integer> sets(Scene scene) {
    var steering = scene.compile("www");
    var counts = new HashMap<String, Integer>();
    for (var i = 0; i < ANSWERS; i++) {
      steering.choose(asker.at(0), choice);
      var lasts = IntStream.range(0, choice.count()).map(k -> Scene.last(choice, k)).toArray();
      Arrays.sort(lasts);
      var key = Arrays.stream(lasts).mapToObj(String::valueOf).collect(Collectors.joining());
      counts.merge(key, 1, Integer::sum);
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
            name("www")
                .check("web")
                .multi(answers, Groups.NONE)
                .weight(1, 20)
                .weight(2, 10)
                .weight(3, 5));
  }

  @Test
  void eachMemberIsInWithItsShareOfTheLargestWeight() {
    assertThat(
            chiSquare(sets(weights(0)), Map.of("1", 0.375, "12", 0.375, "13", 0.125, "123", 0.125)))
        .isLessThan(THREE_DEGREES);
  }

  @Test
  void theLargestOfTheLiveOnesAlwaysAppears() {
    assertThat(chiSquare(sets(weights(0).down(1)), Map.of("2", 0.5, "23", 0.5)))
        .isLessThan(ONE_DEGREE);
    assertThat(sets(weights(0).down(1, 2))).containsOnlyKeys("3");
  }

  @Test
  void fewerAnswersAreAFairSampleOfTheDrawnOnes() {
    var one = 0.375 + 0.375 / 2 + 0.125 / 2 + 0.125 / 3;
    var two = 0.375 / 2 + 0.125 / 3;
    assertThat(chiSquare(sets(weights(1)), Map.of("1", one, "2", two, "3", 1 - one - two)))
        .isLessThan(TWO_DEGREES);
  }

  @Test
  void standbyMembersAreAllInWhenNoWeightedOneIsLeft() {
    var scene =
        new Scene()
            .zone("www", 300, 1, 2, 3)
            .steer(
                name("www")
                    .check("web")
                    .multi(0, Groups.NONE)
                    .weight(2, new Weight.Standby())
                    .weight(3, new Weight.Off()));
    assertThat(sets(scene)).containsOnlyKeys("1");
    assertThat(sets(scene.down(1))).containsOnlyKeys("2");
  }

  private static Scene grouped(Groups groups) {
    return new Scene()
        .zone("www", 300, 1, 2, 3, 4)
        .steer(
            name("www")
                .check("web")
                .multi(0, groups)
                .group(1, 20, "a")
                .group(2, 10, "a")
                .group(3, 6, "b")
                .group(4, 4, "c"));
  }

  @Test
  void oneGroupIsDrawnByItsSumAndThenItsMembers() {
    assertThat(
            chiSquare(
                sets(grouped(Groups.ONE_GROUP)),
                Map.of("1", 0.375, "12", 0.375, "3", 0.15, "4", 0.1)))
        .isLessThan(THREE_DEGREES);
  }

  @Test
  void oneGroupWithoutItsDownMembersIsDrawnLessOften() {
    assertThat(
            chiSquare(
                sets(grouped(Groups.ONE_GROUP).down(1)), Map.of("2", 0.5, "3", 0.3, "4", 0.2)))
        .isLessThan(TWO_DEGREES);
  }

  @Test
  void onePerGroupDrawsThePresenceOfEachGroupAndOneMemberOfIt() {
    var shares = new HashMap<String, Double>();
    Map.of("1", 2.0 / 3, "2", 1.0 / 3)
        .forEach(
            (a, p) -> {
              var b = 6 / 30.0;
              var c = 4 / 30.0;
              shares.put(a, p * (1 - b) * (1 - c));
              shares.put(a + "3", p * b * (1 - c));
              shares.put(a + "4", p * (1 - b) * c);
              shares.put(a + "34", p * b * c);
            });
    assertThat(chiSquare(sets(grouped(Groups.ONE_PER_GROUP)), shares))
        .isLessThan(41); // seven degrees: 40.52
  }

  @Test
  void aGroupWhoseMembersAreAllDownDisappears() {
    assertThat(sets(grouped(Groups.ONE_PER_GROUP).down(1, 2))).containsOnlyKeys("3", "34");
    assertThat(sets(grouped(Groups.ONE_PER_GROUP).down(1, 2, 3))).containsOnlyKeys("4");
  }
}
