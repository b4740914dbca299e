package org.pharosdns.cli.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.ForceRequest;
import org.pharosdns.cli.control.MemberState;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every panel of the dashboard and every alert asks a real Prometheus, which scrapes a real
/// server, for something that is there. Where no Prometheus is installed nothing is asked.
@Timeout(90)
class DashboardTest {
  private static final Path PACKAGING = Path.of("..", "packaging");
  private static final Path RULES = PACKAGING.resolve("prometheus/pharos.rules.yml");
  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((\\w+), (\\w+)\\)");
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  @TempDir private Path temporary = Path.of("");

  /// A name with two addresses, of which one is probed.
  private PharosServer serve(TcpEndpoint endpoint) throws Exception {
    return new ServerFolder(temporary)
        .write(
            "pharos.toml",
            """
            [admin]
            http = "127.0.0.1:0"
            [query_log]
            file = "queries.jsonl"
            """)
        .zone("example.zone", ServerFolder.APEX + "www A 127.0.0.1\nwww A 127.0.0.2\n")
        .zone(
            "example.toml",
            """
            [check.web]
            type = "tcp"
            port = %d
            interval = "200ms"
            timeout = "200ms"
            [check.sure]
            type = "up"
            [name.www]
            check = "web"
            failover_budget = "30s"
            member."127.0.0.2".check = "sure"
            """
                .formatted(endpoint.port()))
        .start();
  }

  private static JsonNode dashboard() {
    return new JsonMapper().readTree(PACKAGING.resolve("grafana/pharos.json").toFile());
  }

  /// What Grafana would ask for all servers and names, with a rate over a minute.
  private static String asked(String expression) {
    return expression
        .replace("$instance", ".*")
        .replace("$name", ".*")
        .replace("$__rate_interval", "1m");
  }

  private static Set<String> expressions(JsonNode in) {
    return in.findValues("expr").stream()
        .map(expression -> asked(expression.asString()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The values to choose from at the top, as expressions that give nothing when there are none.
  private static List<String> choices() {
    return dashboard().at("/templating").findValues("definition").stream()
        .map(definition -> LABEL_VALUES.matcher(definition.asString()))
        .map(match -> match.replaceFirst("count by ($2) ($1{$2!=\"\"})"))
        .toList();
  }

  /// Alerts are silent while all is well: what they compare must be there nevertheless.
  private static List<String> compared() throws Exception {
    return Pattern.compile(" expr: (.*?)( [!=>]+ [0-9.]+)?$", Pattern.MULTILINE)
        .matcher(Files.readString(RULES))
        .results()
        .map(match -> match.group(1).replaceFirst(" != .*", ""))
        .toList();
  }

  /// Asks until each has given something.
  private static void await(Prometheus prometheus, DnsAsker asker, Set<String> expressions)
      throws Exception {
    var missing = new TreeSet<>(expressions);
    var until = System.nanoTime() + PATIENCE.toNanos();
    while (!missing.isEmpty() && System.nanoTime() - until < 0) {
      asker.addresses("www.example.");
      for (var expression : List.copyOf(missing)) {
        if (prometheus.series(expression) > 0) {
          missing.remove(expression);
        }
      }
    }
    assertThat(missing).as("expressions that give nothing").isEmpty();
  }

  @Test
  void everyPanelAndEveryAlertFindsWhatItAsksFor() throws Exception {
    var program = Prometheus.program("prometheus");
    assumeTrue(program.isPresent(), "no prometheus on the PATH");
    try (var endpoint = new TcpEndpoint("127.0.0.1", 0);
        var server = serve(endpoint);
        var asker = new DnsAsker(server.addresses().getFirst());
        var prometheus =
            Prometheus.start(
                program.get(), temporary, requireNonNull(server.statusPage()), RULES)) {
      var all = expressions(dashboard());
      var ofTrouble = all.stream().filter(each -> each.endsWith("> 0")).toList();
      var always = new TreeSet<>(all);
      always.removeAll(ofTrouble);
      always.addAll(choices());
      always.addAll(compared());
      always.remove("pharos_member_forced");
      assertThat(ofTrouble).hasSize(2);
      assertThat(always).hasSizeGreaterThan(70);
      await(prometheus, asker, always);

      endpoint.kill();
      var drain = List.of("127.0.0.2");
      server.control().force(new ForceRequest(drain, MemberState.DRAIN, "t", "t", null, true));
      var troubles = new TreeSet<>(ofTrouble);
      troubles.add("pharos_member_forced");
      await(prometheus, asker, troubles);
      for (var rule : prometheus.rules()) {
        assertThat(rule.at("/health").asString()).as(rule.toString()).isEqualTo("ok");
      }
    }
  }
}
