package org.pharosdns.cli.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.ForceRequest;
import org.pharosdns.cli.control.MemberState;
import tools.jackson.databind.json.JsonMapper;

/// Metrics, dashboard, alert rules and their page in the manual belong together. What `promtool`
/// says is asked where it is installed.
@Timeout(60)
class MonitoringFilesTest {
  private static final Path PACKAGING = Path.of("..", "packaging");
  private static final Path RULES = PACKAGING.resolve("prometheus/pharos.rules.yml");
  private static final Path MANUAL = Path.of("..", "docs", "observing.md");
  private static final Pattern METRIC = Pattern.compile("\\bpharos_[a-z0-9_]+");

  @TempDir private Path temporary = Path.of("");

  /// The metrics of a server at which everything there is occurs.
  private String scrape() throws Exception {
    try (var endpoint = new TcpEndpoint("127.0.0.1", 0);
        var server =
            new ServerFolder(temporary)
                .write(
                    "pharos.toml",
                    """
                    [admin]
                    http = "127.0.0.1:0"
                    [query_log]
                    file = "queries.jsonl"
                    [notify.nobody]
                    type = "webhook"
                    url = "http://127.0.0.1:9/"
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
                    [name.www]
                    check = "web"
                    failover_budget = "30s"
                    """
                        .formatted(endpoint.port()))
                .start();
        var asker = new DnsAsker(server.addresses().getFirst());
        var client = HttpClient.newHttpClient()) {
      while (asker.addresses("www.example.").isEmpty()) {
        Thread.onSpinWait();
      }
      var drained = List.of("127.0.0.1");
      server
          .control()
          .force(new ForceRequest(drained, MemberState.DRAIN, "test", "test", null, true));
      var page = requireNonNull(server.statusPage());
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + page.getPort() + "/metrics"))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  /// The names of samples, and those of histograms.
  private static Set<String> names(String scrape) {
    var names =
        scrape
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.replaceFirst("[{ ].*", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    scrape
        .lines()
        .filter(line -> line.startsWith("# TYPE "))
        .forEach(line -> names.add(line.split(" ", -1)[2]));
    return names;
  }

  private static Set<String> metricsIn(String text) {
    return METRIC.matcher(text).results().map(match -> match.group()).collect(Collectors.toSet());
  }

  @Test
  void dashboardAndAlertsNameMetricsThatExist() throws Exception {
    var names = names(scrape());
    var dashboard = new JsonMapper().readTree(PACKAGING.resolve("grafana/pharos.json").toFile());
    var queries = new TreeSet<String>();
    dashboard.findValues("expr").forEach(query -> queries.add(query.asString()));
    dashboard.findValues("definition").forEach(query -> queries.add(query.asString()));
    assertThat(queries).hasSizeGreaterThan(40);
    assertThat(names).containsAll(metricsIn(String.join("\n", queries)));
    assertThat(names).containsAll(metricsIn(Files.readString(RULES)));
  }

  @Test
  void theManualNamesEveryMetricAndEveryAlertAndNoOther() throws Exception {
    var manual = Files.readString(MANUAL);
    var types =
        scrape()
            .lines()
            .filter(line -> line.startsWith("# TYPE "))
            .map(line -> line.split(" ", -1)[2])
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(metricsIn(manual)).containsExactlyInAnyOrderElementsOf(types);
    Pattern.compile("- alert: (\\w+)")
        .matcher(Files.readString(RULES))
        .results()
        .forEach(alert -> assertThat(manual).contains("`" + alert.group(1) + "`"));
  }

  @Test
  void promtoolHasNothingToSayOfTheMetrics() throws Exception {
    promtool(scrape(), "check", "metrics");
  }

  @Test
  void everyAlertFiresOnWhatItIsForAndOnNothingElse() throws Exception {
    promtool("", "check", "rules", RULES.toString());
    promtool("", "test", "rules", PACKAGING.resolve("prometheus/pharos.rules.test.yml").toString());
  }

  private static void promtool(String input, String... arguments) throws Exception {
    var program = Prometheus.program("promtool");
    assumeTrue(program.isPresent(), "no promtool on the PATH");
    var command = Stream.concat(program.stream().map(Path::toString), Stream.of(arguments));
    var process = new ProcessBuilder(command.toList()).redirectErrorStream(true).start();
    try (var out = process.outputWriter(UTF_8)) {
      out.write(input);
    } catch (IOException e) {
      throw new IOException("promtool reads nothing", e);
    }
    var said = process.inputReader(UTF_8).lines().collect(Collectors.joining("\n"));
    assertThat(process.waitFor()).as(said).isZero();
  }
}
