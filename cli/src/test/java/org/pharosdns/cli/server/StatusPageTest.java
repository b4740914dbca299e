package org.pharosdns.cli.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pharosdns.cli.control.StartFailure;
import org.pharosdns.health.verdict.Verdict;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What `[admin] http` shows of a running server.
@Timeout(30)
class StatusPageTest {
  @TempDir Path temporary;

  private final JsonMapper json = new JsonMapper();

  /// A server whose name `www.example.` has one address that is probed and one that is not.
  private PharosServer start(TcpEndpoint endpoint) throws StartFailure {
    return start(
        endpoint,
        "www A 127.0.0.1\nwww A 192.0.2.1\n",
        """
        [check.sure]
        type = "up"
        [name.www]
        check = "web"
        initial_deadline = "5s"
        member."192.0.2.1".check = "sure"
        """);
  }

  /// A server with these records, and steering by a check of `endpoint` called `web`.
  private PharosServer start(TcpEndpoint endpoint, String records, String steering)
      throws StartFailure {
    return new ServerFolder(temporary)
        .write("pharos.toml", "[admin]\nhttp = \"127.0.0.1:0\"\n")
        .zone("example.zone", ServerFolder.APEX + records)
        .zone(
            "example.toml",
            """
            [check.web]
            type = "tcp"
            port = %d
            interval = "200ms"
            timeout = "200ms"
            fall = 1
            """
                    .formatted(endpoint.port())
                + steering)
        .start();
  }

  private static HttpRequest request(PharosServer server, String path) {
    var at = requireNonNull(server.statusPage());
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at.getPort() + path)).build();
  }

  private static HttpResponse<String> fetch(PharosServer server, String path)
      throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request(server, path), HttpResponse.BodyHandlers.ofString());
    }
  }

  /// Reads the overviews as they come until the verdict on the probed address is this one.
  private JsonNode awaitVerdict(PharosServer server, String verdict)
      throws IOException, InterruptedException {
    return overviews(
        server, overview -> overview.at("/names/0/members/0/verdict").asString().equals(verdict));
  }

  /// Reads the overviews as they come, as a page that is opened now, until one is wanted.
  private JsonNode overviews(PharosServer server, Predicate<JsonNode> wanted)
      throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var events =
          client.send(request(server, "/events"), HttpResponse.BodyHandlers.ofInputStream());
      assertThat(events.headers().firstValue("content-type")).hasValue("text/event-stream");
      try (var lines =
          new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
        while (true) {
          var line = requireNonNull(lines.readLine(), "the stream ended");
          if (line.startsWith("data: ")) {
            var overview = json.readTree(line.substring(6));
            if (wanted.test(overview)) {
              return overview;
            }
          }
        }
      }
    }
  }

  @Test
  void aMonitorFailureIsAMetricAsLongAsItLasts() throws Exception {
    try (var witness = new TcpEndpoint("127.0.0.3", 0);
        var server =
            new ServerFolder(temporary)
                .write(
                    "pharos.toml",
                    """
                    [admin]
                    http = "127.0.0.1:0"
                    [witness]
                    targets = ["127.0.0.3:%d"]
                    interval = "200ms"
                    timeout = "200ms"
                    """
                        .formatted(witness.port()))
                .zone("example.zone", ServerFolder.APEX)
                .start()) {
      awaitMetric(server, "pharos_monitor_failure 0");
      witness.kill();
      awaitMetric(server, "pharos_monitor_failure 1");
      witness.revive();
      awaitMetric(server, "pharos_monitor_failure 0");
    }
  }

  @Test
  void anExhaustedNameAndABudgetThatCannotBeKeptAreMetrics() throws Exception {
    try (var endpoint = new TcpEndpoint("127.0.0.1", 0);
        var server =
            start(
                endpoint,
                "www A 127.0.0.1\nkept A 127.0.0.1\n",
                """
                [name.www]
                check = "web"
                failover_budget = "6s"
                enforce = "warn"
                [name.kept]
                check = "web"
                """)) {
      awaitMetric(server, "pharos_name_exhausted{.*www\\.example\\..*} 0");
      awaitMetric(server, "pharos_name_budget_feasible{.*www\\.example\\..*} 0");
      awaitMetric(server, "pharos_name_budget_feasible{.*kept\\.example\\..*} 1");
      endpoint.kill();
      awaitMetric(server, "pharos_name_exhausted{.*www\\.example\\..*} 1");
      awaitMetric(server, "pharos_name_promise_suspended{.*www\\.example\\..*} 1");
    }
  }

  private static void awaitMetric(PharosServer server, String line)
      throws IOException, InterruptedException {
    var pattern = Pattern.compile(line.replace("{", "\\{").replace("}", "\\}")).asMatchPredicate();
    while (fetch(server, "/metrics").body().lines().noneMatch(pattern)) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aDeathIsSeenAsItHappens() throws Exception {
    try (var endpoint = new TcpEndpoint("127.0.0.1", 0);
        var server = start(endpoint)) {
      var before = awaitVerdict(server, "up");
      assertThat(before.at("/names/0/name").asString()).isEqualTo("www.example.");
      assertThat(before.at("/zones/0/name").asString()).isEqualTo("example.");

      endpoint.kill();

      var after = awaitVerdict(server, "down");
      assertThat(after.at("/names/0/answer/tiers/0/members/0/state").asString()).isEqualTo("out");
      var changes = after.at("/monitors").findValues("changes").toString();
      assertThat(changes).contains("\"verdict\":\"up\"").contains("\"verdict\":\"down\"");
    }
  }

  @Test
  void aPageThatIsOpenedLaterBeginsWithThisMoment() throws Exception {
    try (var endpoint = new TcpEndpoint("127.0.0.1", 0);
        var server = start(endpoint)) {
      awaitVerdict(server, "up");
      while (!fetch(server, "/metrics").body().contains("pharos_status_pages 0\n")) {
        Thread.onSpinWait();
      }
      endpoint.kill();
      while (server.control().status(List.of("127.0.0.1")).getFirst().verdict() != Verdict.DOWN) {
        Thread.onSpinWait();
      }
      assertThat(overviews(server, overview -> true).at("/names/0/members/0/verdict").asString())
          .isEqualTo("down");
    }
  }

  @Test
  void metricsAreThoseOfThisServerAndGrowNoSeriesByNamesAsked() throws Exception {
    try (var endpoint = new TcpEndpoint("127.0.0.1", 0);
        var server = start(endpoint)) {
      awaitVerdict(server, "up");
      var before = fetch(server, "/metrics").body().lines().count();
      try (var asker = new DnsAsker(server.addresses().getFirst())) {
        for (var i = 0; i < 200; i++) {
          asker.addresses("n" + i + ".example.");
        }
      }
      var metrics = fetch(server, "/metrics").body();
      assertThat(metrics)
          .contains("pharos_answers_total{rcode=\"NXDOMAIN\"} 200\n")
          .contains("pharos_queries_total{family=\"ipv4\",transport=\"udp\"} 200\n")
          .contains("pharos_monitors{verdict=\"up\"} 2\n")
          .contains("pharos_zone_serial{zone=\"example.\"} 1\n")
          .contains("pharos_ready 1\n");
      assertThat(metrics.lines().count()).isEqualTo(before);
    }
  }

  private static final int NAMES = 1_000_000;
  private static final int AT_ONCE = 200;

  /// Names that do not exist, each another one, and types from 1 to 65535.
  @Test
  @Timeout(300)
  void aMillionNamesAddNoTimeSeries() throws Exception {
    try (var endpoint = new TcpEndpoint("127.0.0.1", 0);
        var server = start(endpoint);
        var channel = DatagramChannel.open()) {
      channel.connect(server.addresses().getFirst());
      askForNames(channel, 0, 300);
      var before = fetch(server, "/metrics").body().lines().count();
      askForNames(channel, 300, NAMES);
      var metrics = fetch(server, "/metrics").body();
      assertThat(metrics.lines().count()).isEqualTo(before);
      assertThat(metrics).contains("pharos_questions_total{type=\"other\"}");
    }
  }

  /// Asks for the names n0000000.example. and so on.
  private static void askForNames(DatagramChannel channel, int from, int to) throws IOException {
    var query =
        Message.newQuery(Record.newRecord(Name.fromConstantString("n0000000.example."), 1, 1));
    var octets = query.toWire();
    var answer = ByteBuffer.allocate(4096);
    for (var first = from; first < to; first += AT_ONCE) {
      var last = Math.min(to, first + AT_ONCE);
      for (var i = first; i < last; i++) {
        var digits = "%07d".formatted(i);
        for (var digit = 0; digit < 7; digit++) {
          octets[14 + digit] = (byte) digits.charAt(digit);
        }
        var type = 1 + i % 300;
        octets[octets.length - 4] = (byte) (type >> 8);
        octets[octets.length - 3] = (byte) type;
        channel.write(ByteBuffer.wrap(octets));
      }
      for (var i = first; i < last; i++) {
        channel.read(answer.clear());
      }
    }
  }

  @Test
  void aServerThatWaitsForFirstVerdictsIsAliveButNotReady() throws Exception {
    try (var silent = new SilentEndpoint();
        var server =
            new ServerFolder(temporary)
                .write("pharos.toml", "[admin]\nhttp = \"127.0.0.1:0\"\n")
                .zone("example.zone", ServerFolder.APEX + "www A 127.0.0.1\n")
                .zone(
                    "example.toml",
                    """
                    [check.web]
                    type = "http"
                    port = %d
                    interval = "60s"
                    timeout = "60s"
                    [name.www]
                    check = "web"
                    initial_deadline = "60s"
                    """
                        .formatted(silent.port()))
                .start()) {
      assertThat(fetch(server, "/livez").statusCode()).isEqualTo(200);
      assertThat(fetch(server, "/readyz").statusCode()).isEqualTo(503);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/status.css", "/status.js", "/view.js", "/favicon.svg"})
  void thePageLoadsNothingFromElsewhere(String path) throws Exception {
    try (var endpoint = new TcpEndpoint("127.0.0.1", 0);
        var server = start(endpoint)) {
      var response = fetch(server, path);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("content-security-policy"))
          .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'self'"));
      assertThat(response.body().replace("http://www.w3.org/2000/svg", ""))
          .doesNotContain("http://", "https://", "style=", "onclick", "innerHTML");
    }
  }

  /// It asks again and again and reads no answer.
  @Test
  void whoReadsNothingLosesItsConnection() throws Exception {
    var requests = "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n".repeat(1000);
    var octets = ByteBuffer.wrap(requests.getBytes(StandardCharsets.US_ASCII));
    try (var endpoint = new TcpEndpoint("127.0.0.1", 0);
        var server = start(endpoint);
        var client = SocketChannel.open(requireNonNull(server.statusPage()))) {
      client.configureBlocking(false);
      assertThatThrownBy(
              () -> {
                while (true) {
                  var _ = client.write(octets.rewind());
                  LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
                }
              })
          .isInstanceOf(IOException.class);
    }
  }

  /// More than may be open, of which a few may see what happens.
  @Test
  void aCrowdOfOpenPagesKeepsNobodyElseOut() throws Exception {
    var question = "GET /events HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    var crowd = new ArrayList<SocketChannel>();
    try (var endpoint = new TcpEndpoint("127.0.0.1", 0);
        var server = start(endpoint)) {
      for (var i = 0; i < 200; i++) {
        var client = SocketChannel.open(requireNonNull(server.statusPage()));
        crowd.add(client);
        var _ = client.write(ByteBuffer.wrap(question));
        assertThat(client.read(ByteBuffer.allocate(512))).isPositive();
      }
      assertThat(fetch(server, "/livez").statusCode()).isEqualTo(200);
      for (var client : crowd) {
        client.close();
      }
    }
  }

  @Test
  void thereIsNothingElseAndNothingCanBeChanged() throws Exception {
    try (var endpoint = new TcpEndpoint("127.0.0.1", 0);
        var server = start(endpoint);
        var client = HttpClient.newHttpClient()) {
      assertThat(fetch(server, "/v1/force").statusCode()).isEqualTo(404);
      assertThat(fetch(server, "/../status.css").statusCode()).isEqualTo(404);
      var post =
          HttpRequest.newBuilder(request(server, "/").uri())
              .POST(HttpRequest.BodyPublishers.ofString("x"))
              .build();
      assertThat(client.send(post, HttpResponse.BodyHandlers.discarding()).statusCode())
          .isEqualTo(405);
    }
  }
}
