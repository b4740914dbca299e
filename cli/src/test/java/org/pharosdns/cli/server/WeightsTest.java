package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.ForceRequest;
import org.pharosdns.cli.control.MemberState;

/// Shares of weighted answers over real sockets, held against chi-square at 1e-6.
class WeightsTest {
  private static final int QUERIES = 20_000;
  private static final int PORTS = 64;
  private static final double ONE_DEGREE = 23.93;
  private static final double TWO_DEGREES = 27.63;

  @TempDir Path temporary;

  @Test
  void sharesFollowTheWeightsOfThoseThatAreLeft() throws Exception {
    var folder =
        new ServerFolder(temporary)
            .zone(
                "example.zone",
                ServerFolder.APEX + "shop A 192.0.2.1\nshop A 192.0.2.2\nshop A 192.0.2.3\n")
            .zone(
                "example.toml",
                """
                [name.shop]
                select  = "weighted"
                weights = { "192.0.2.1" = 70, "192.0.2.2" = 20, "192.0.2.3" = 10 }
                """);
    try (var server = folder.start()) {
      assertThat(distance(ask(server), Map.of("192.0.2.1", 70, "192.0.2.2", 20, "192.0.2.3", 10)))
          .isLessThan(TWO_DEGREES);
      server
          .control()
          .force(
              new ForceRequest(List.of("192.0.2.1"), MemberState.DOWN, null, "test", null, false));
      assertThat(distance(ask(server), Map.of("192.0.2.2", 20, "192.0.2.3", 10)))
          .isLessThan(ONE_DEGREE);
    }
  }

  @Test
  void sharesFollowWhatAFeedAsksForAtOnce() throws Exception {
    var folder =
        new ServerFolder(temporary)
            .zone(
                "example.zone",
                ServerFolder.APEX + "shop A 192.0.2.1\nshop A 192.0.2.2\nshop A 192.0.2.3\n")
            .zone(
                "example.toml",
                """
                [check.deploy]
                type     = "feed"
                validity = "1h"
                [name.shop]
                check    = "deploy"
                select   = "weighted"
                weights  = { "192.0.2.1" = 70, "192.0.2.2" = 20, "192.0.2.3" = 10 }
                failover_budget = "2h"
                """);
    try (var server = folder.start()) {
      server.control().push("deploy", "192.0.2.1 up weight 50%\n192.0.2.2 up\n192.0.2.3 up\n");
      assertThat(distance(ask(server), Map.of("192.0.2.1", 35, "192.0.2.2", 20, "192.0.2.3", 10)))
          .isLessThan(TWO_DEGREES);
      server.control().push("deploy", "192.0.2.1 drain # kernel\n");
      assertThat(distance(ask(server), Map.of("192.0.2.2", 20, "192.0.2.3", 10)))
          .isLessThan(ONE_DEGREE);
      assertThat(server.control().status(List.of("192.0.2.1")))
          .singleElement()
          .satisfies(
              member -> {
                assertThat(member.effective()).isEqualTo(MemberState.DRAIN);
                assertThat(member.reason()).isEqualTo("drained: kernel");
              });
      server.control().push("deploy", "192.0.2.2 down\n");
      assertThat(ask(server)).containsOnlyKeys("192.0.2.3");
    }
  }

  /// Returns how often each address was answered.
  private static Map<String, Integer> ask(PharosServer server) {
    var counts = new HashMap<String, Integer>();
    var askers = new ArrayList<DnsAsker>();
    for (var i = 0; i < PORTS; i++) {
      askers.add(new DnsAsker(server.addresses().getFirst()));
    }
    for (var i = 0; i < QUERIES; i++) {
      var answer = askers.get(i % PORTS).addresses("shop.example.");
      assertThat(answer).hasSize(1);
      counts.merge(answer.getFirst(), 1, Integer::sum);
    }
    askers.forEach(DnsAsker::close);
    return counts;
  }

  private static double distance(Map<String, Integer> counts, Map<String, Integer> weights) {
    assertThat(counts.keySet()).isEqualTo(weights.keySet());
    var sum = weights.values().stream().mapToInt(Integer::intValue).sum();
    var distance = 0.0;
    for (var weight : weights.entrySet()) {
      var expected = (double) QUERIES * weight.getValue() / sum;
      var difference = counts.getOrDefault(weight.getKey(), 0) - expected;
      distance += difference * difference / expected;
    }
    return distance;
  }
}
