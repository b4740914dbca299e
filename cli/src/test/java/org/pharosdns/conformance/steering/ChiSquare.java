package org.pharosdns.conformance.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

/// Whether counts are as likely as they should be, wrong once in a million times.
final class ChiSquare {
  private static final double[] LIMITS = {0, 23.93, 27.63, 30.66};

  private ChiSquare() {}

  /// Requires that `seen` came of these weights; at most three degrees of freedom.
  static void require(Map<String, Integer> seen, Map<String, Double> weights) {
    var total = seen.values().stream().mapToInt(Integer::intValue).sum();
    var sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    var statistic = 0.0;
    for (var each : weights.entrySet()) {
      var expected = total * each.getValue() / sum;
      var away = seen.getOrDefault(each.getKey(), 0) - expected;
      statistic += away * away / expected;
    }
    System.out.printf("%s: chi-square %.2f%n", seen, statistic);
    assertThat(weights.keySet()).containsAll(seen.keySet());
    assertThat(statistic).as(seen.toString()).isLessThan(LIMITS[weights.size() - 1]);
  }
}
