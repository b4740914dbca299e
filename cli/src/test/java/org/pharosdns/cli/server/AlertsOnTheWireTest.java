package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.ForceRequest;
import org.pharosdns.cli.control.MemberState;
import org.pharosdns.health.verdict.Verdict;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a running server tells a webhook.
@Timeout(60)
class AlertsOnTheWireTest {
  private static final String ZONE = ServerFolder.APEX + "www A 127.0.0.1\nwww A 127.0.0.2\n";

  @TempDir Path temporary;
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private HttpServer http;

  @BeforeEach
  void listen() throws Exception {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext(
        "/",
        exchange -> {
          try (exchange) {
            told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
          }
        });
    http.start();
  }

  @AfterEach
  void stop() {
    http.stop(0);
  }

  private ServerFolder folder(String... more) {
    return new ServerFolder(temporary)
        .write(
            "pharos.toml",
            """
            [server]
            identity = "ns1"
            [notify.hook]
            type = "webhook"
            url = "http://127.0.0.1:%d/"
            """
                    .formatted(http.getAddress().getPort())
                + String.join("", more))
        .zone("example.zone", ZONE);
  }

  private static String steering(int port, String budget) {
    return """
    [check.web]
    type = "tcp"
    port = %d
    interval = "200ms"
    timeout = "200ms"
    fall = 1
    rise = 1
    [name.www]
    check = "web"
    %s
    """
        .formatted(port, budget);
  }

  private JsonNode next() throws InterruptedException {
    var body = told.poll(20, TimeUnit.SECONDS);
    assertThat(body).as("a notification within 20 s").isNotNull();
    return new JsonMapper().readTree(body);
  }

  private String text() throws InterruptedException {
    return next().path("text").asString();
  }

  @Test
  void aDeathAnExhaustionAndARecoveryAreToldInTheirOrder() throws Exception {
    try (var one = new TcpEndpoint("127.0.0.1", 0);
        var other = new TcpEndpoint("127.0.0.2", one.port())) {
      var folder = folder().zone("example.toml", steering(one.port(), ""));
      try (var server = folder.start();
          var asker = new DnsAsker(server.addresses().getFirst())) {
        while (asker.addresses("www.example.").size() != 2) {
          Thread.onSpinWait();
        }
        one.kill();
        var down = next();
        assertThat(down.path("event").asString()).isEqualTo("down");
        assertThat(down.path("server").asString()).isEqualTo("ns1");
        assertThat(down.path("zone").asString()).isEqualTo("example.");
        assertThat(down.path("name").asString()).isEqualTo("www.example.");
        assertThat(down.path("address").asString()).isEqualTo("127.0.0.1");
        other.kill();
        assertThat(text()).startsWith("127.0.0.2 of www.example. is down: ");
        assertThat(text()).isEqualTo("www.example. A is exhausted: no tier is left");
        other.revive();
        assertThat(text()).isEqualTo("127.0.0.2 of www.example. is up");
        var over = next();
        assertThat(over.path("event").asString()).isEqualTo("exhausted");
        assertThat(over.path("over").asBoolean()).isTrue();
      }
    }
  }

  @Test
  void nothingIsToldOfASuspect() throws Exception {
    try (var one = new TcpEndpoint("127.0.0.1", 0);
        var other = new TcpEndpoint("127.0.0.2", one.port())) {
      assertThat(other.port()).isEqualTo(one.port());
      var patient = steering(one.port(), "").replace("fall = 1", "fall = 100");
      var folder = folder().zone("example.toml", patient);
      try (var server = folder.start();
          var asker = new DnsAsker(server.addresses().getFirst())) {
        awaitMembers(asker, 2);
        one.kill();
        awaitMembers(asker, 1);
        assertThat(server.control().status(List.of("127.0.0.1")).getFirst().verdict())
            .isEqualTo(Verdict.SUSPECT);
        one.revive();
        awaitMembers(asker, 2);
        folder.zone("example.zone", ZONE + "www A nonsense\n");
        server.control().reload(List.of(), false);
        assertThat(next().path("event").asString()).isEqualTo("zone_rejected");
      }
    }
  }

  private static void awaitMembers(DnsAsker asker, int members) throws Exception {
    while (asker.addresses("www.example.").size() != members) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aMemberThatIsTakenOutWhileDownIsToldOfWhenItIsBackAndUp() throws Exception {
    try (var one = new TcpEndpoint("127.0.0.1", 0);
        var other = new TcpEndpoint("127.0.0.2", one.port())) {
      var both = ZONE + "more A 127.0.0.1\nmore A 127.0.0.2\n";
      var folder =
          folder()
              .zone("example.zone", both)
              .zone("example.toml", steering(one.port(), "[name.more]\ncheck = \"web\"\n"));
      try (var server = folder.start();
          var asker = new DnsAsker(server.addresses().getFirst())) {
        while (asker.addresses("www.example.").size() != 2
            || asker.addresses("more.example.").size() != 2) {
          Thread.onSpinWait();
        }
        other.kill();
        assertThat(List.of(text(), text()))
            .allMatch(text -> text.contains("127.0.0.2 of ") && text.contains(" is down: "));
        folder.zone("example.zone", both.replace("www A 127.0.0.2\n", ""));
        server.control().reload(List.of(), false);
        other.revive();
        assertThat(text()).isEqualTo("127.0.0.2 of more.example. is up");
        folder.zone("example.zone", both);
        server.control().reload(List.of(), false);
        assertThat(text()).isEqualTo("127.0.0.2 of www.example. is up");
        other.kill();
        assertThat(List.of(text(), text()))
            .allMatch(text -> text.contains("127.0.0.2 of ") && text.contains(" is down: "));
      }
    }
  }

  @Test
  void rejectedZonesInfeasibleBudgetsAndForcedStatesAreTold() throws Exception {
    try (var one = new TcpEndpoint("127.0.0.1", 0);
        var other = new TcpEndpoint("127.0.0.2", one.port())) {
      assertThat(other.port()).isEqualTo(one.port());
      var folder = folder();
      folder.zone(
          "example.toml", steering(one.port(), "failover_budget = \"2s\"\nenforce = \"warn\"\n"));
      try (var server = folder.start()) {
        var budget = next();
        assertThat(budget.path("event").asString()).isEqualTo("budget_infeasible");
        assertThat(budget.path("text").asString())
            .startsWith("www.example. cannot keep its failover budget of 2 s: ");
        folder.zone("example.zone", ZONE + "www A nonsense\n");
        server.control().reload(List.of(), false);
        var rejected = next();
        assertThat(rejected.path("event").asString()).isEqualTo("zone_rejected");
        assertThat(rejected.path("details").path(0).asString()).contains("example.zone:7:");
        server
            .control()
            .force(
                new ForceRequest(
                    List.of("127.0.0.1"),
                    MemberState.DRAIN,
                    "disk",
                    "ann",
                    Duration.ofSeconds(5),
                    false));
        var soon = next();
        assertThat(soon.path("event").asString()).isEqualTo("forced_expiring");
        assertThat(soon.path("name").asString()).isEqualTo("127.0.0.1");
        assertThat(soon.path("reason").asString()).isEqualTo("disk");
        assertThat(soon.path("over").asBoolean()).isFalse();
        assertThat(next().path("over").asBoolean()).isTrue();
      }
    }
  }

  @Test
  void aServerThatIsCutOffSaysSoAndNothingOfItsEndpointsUntilItIsBack() throws Exception {
    try (var endpoint = new TcpEndpoint("127.0.0.1", 0);
        var router = new TcpEndpoint("127.0.0.3", 0);
        var neighbour = new TcpEndpoint("127.0.0.4", 0)) {
      var witness =
          """
          [witness]
          targets = ["127.0.0.3:%d", "127.0.0.4:%d"]
          interval = "200ms"
          timeout = "200ms"
          """
              .formatted(router.port(), neighbour.port());
      var folder = folder(witness);
      folder.zone("example.zone", ServerFolder.APEX + "www A 127.0.0.1\n");
      folder.zone("example.toml", steering(endpoint.port(), ""));
      try (var server = folder.start();
          var asker = new DnsAsker(server.addresses().getFirst())) {
        while (asker.addresses("www.example.").isEmpty()) {
          Thread.onSpinWait();
        }
        router.kill();
        neighbour.kill();
        var cutOff = next();
        assertThat(cutOff.path("event").asString()).isEqualTo("monitor_failure");
        assertThat(cutOff.path("over").asBoolean()).isFalse();
        assertThat(cutOff.path("text").asString()).startsWith("no witness is reached");

        endpoint.kill();
        while (server.control().status(List.of()).getFirst().voids() == 0) {
          Thread.onSpinWait();
        }
        endpoint.revive();
        neighbour.revive();
        var back = next();
        assertThat(back.path("event").asString()).isEqualTo("monitor_failure");
        assertThat(back.path("over").asBoolean()).isTrue();

        endpoint.kill();
        assertThat(text()).startsWith("127.0.0.1 of www.example. is down: ");
      }
    }
  }
}
