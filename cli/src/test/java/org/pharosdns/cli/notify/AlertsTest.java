package org.pharosdns.cli.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.config.NotifyEvent;
import org.pharosdns.cli.config.NotifySection;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whoever shall be told is told, in order, whatever stands in the way.
@Timeout(60)
class AlertsTest {
  private static final Instant NOW = Instant.parse("2026-11-29T15:04:05.678901Z");
  private static final Patience SHORT =
      new Patience(Duration.ofMillis(20), Duration.ofMillis(100), 8);

  @TempDir Path folder;

  private static NotifySection webhook(URI url, Duration timeout) {
    return new NotifySection(
        "pager",
        new NotifySection.Webhook(url, Map.of("Authorization", "Bearer x")),
        EnumSet.allOf(NotifyEvent.class),
        timeout);
  }

  private static Alerts alerts(NotifySection... sections) {
    return new Alerts("ns1", List.of(sections), () -> NOW, SHORT);
  }

  private static Alerts alerts(ScriptedServer server) {
    return alerts(webhook(server.url(), Duration.ofSeconds(5)));
  }

  private static Event down(int number) {
    return Event.ofMember(
        NotifyEvent.DOWN, "example.", "www.example.", "A", "192.0.2." + number, "refused");
  }

  private static JsonNode json(String body) {
    return new JsonMapper().readTree(body);
  }

  private static String address(String body) {
    return json(body).path("address").asString();
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  private static Alerts.Report report(Alerts alerts) {
    return alerts.reports().getFirst();
  }

  @Test
  void aNotificationIsAPostOfTheDocumentedJson() throws Exception {
    try (var server = new ScriptedServer(0);
        var alerts = alerts(server)) {
      alerts.tell(down(1));
      assertThat(server.body())
          .isEqualTo(
              "{\"id\":1,\"time\":\"2026-11-29T15:04:05.678Z\",\"server\":\"ns1\","
                  + "\"event\":\"down\",\"over\":false,\"zone\":\"example.\","
                  + "\"name\":\"www.example.\",\"type\":\"A\",\"address\":\"192.0.2.1\","
                  + "\"reason\":\"refused\",\"details\":[],"
                  + "\"text\":\"192.0.2.1 of www.example. is down: refused\"}");
      assertThat(server.headers.getFirst())
          .startsWith("POST ")
          .contains("Content-type=[application/json]", "Authorization=[Bearer x]");
      await(() -> report(alerts).delivered() == 1);
    }
  }

  @Test
  void anErrorOfTheReceiverIsTriedAgainAndLaterEventsWaitForIt() throws Exception {
    try (var server = new ScriptedServer(0, 500, 503, 429);
        var alerts = alerts(server)) {
      for (var i = 1; i <= 5; i++) {
        alerts.tell(down(i));
      }
      var seen = new ArrayList<String>();
      for (var i = 0; i < 8; i++) {
        seen.add(address(server.body()));
      }
      assertThat(seen)
          .containsExactly(
              "192.0.2.1",
              "192.0.2.1",
              "192.0.2.1",
              "192.0.2.1",
              "192.0.2.2",
              "192.0.2.3",
              "192.0.2.4",
              "192.0.2.5");
      await(() -> report(alerts).delivered() == 5);
      assertThat(report(alerts).dropped()).isZero();
    }
  }

  @Test
  void aSlowReceiverIsCutOffAndAskedAgain() throws Exception {
    try (var server = new ScriptedServer(0, 0);
        var alerts = alerts(webhook(server.url(), Duration.ofMillis(300)))) {
      alerts.tell(down(1));
      assertThat(address(server.body())).isEqualTo("192.0.2.1");
      assertThat(address(server.body())).isEqualTo("192.0.2.1");
      await(() -> report(alerts).delivered() == 1);
    }
  }

  @Test
  void aReceiverThatWasAwayForAWhileIsToldEverythingInOrder() throws Exception {
    int port;
    try (var before = new ScriptedServer(0)) {
      port = before.port();
    }
    var patience = new Patience(Duration.ofMillis(20), Duration.ofMillis(50), 1000);
    var section = webhook(URI.create("http://127.0.0.1:" + port + "/"), Duration.ofSeconds(5));
    try (var alerts = new Alerts(null, List.of(section), () -> NOW, patience)) {
      for (var i = 1; i <= 20; i++) {
        alerts.tell(down(i));
      }
      await(() -> report(alerts).waiting() == 19);
      try (var server = new ScriptedServer(port)) {
        for (var i = 1; i <= 20; i++) {
          assertThat(json(server.body()).path("id").asInt()).isEqualTo(i);
        }
      }
    }
  }

  @Test
  void whatIsRefusedIsNotTriedAgainAndNoRedirectIsFollowed() throws Exception {
    try (var server = new ScriptedServer(0, 404, 302);
        var alerts = alerts(server)) {
      for (var i = 1; i <= 3; i++) {
        alerts.tell(down(i));
      }
      for (var i = 1; i <= 3; i++) {
        assertThat(address(server.body())).isEqualTo("192.0.2." + i);
      }
      await(() -> report(alerts).delivered() == 1);
      assertThat(report(alerts).dropped()).isEqualTo(2);
      assertThat(server.isIdle()).isTrue();
    }
  }

  @Test
  void anEventIsGivenUpInTheEnd() throws Exception {
    try (var server = new ScriptedServer(0, 500, 500, 500, 500, 500, 500, 500, 500);
        var alerts = alerts(server)) {
      alerts.tell(down(1));
      alerts.tell(down(2));
      await(() -> report(alerts).delivered() == 1);
      assertThat(report(alerts).dropped()).isEqualTo(1);
    }
  }

  @Test
  void aFullQueueLosesItsOldestEventsAndCounts() throws Exception {
    try (var server = new ScriptedServer(0, 0);
        var alerts = alerts(webhook(server.url(), Duration.ofSeconds(30)))) {
      alerts.tell(down(0));
      server.body();
      for (var i = 0; i < Receiver.MOST_WAITING + 7; i++) {
        alerts.tell(down(1));
      }
      assertThat(report(alerts).waiting()).isEqualTo(Receiver.MOST_WAITING);
      assertThat(report(alerts).dropped()).isEqualTo(7);
    }
  }

  @Test
  void everyReceiverIsToldOnlyWhatItWants() throws Exception {
    try (var server = new ScriptedServer(0);
        var alerts =
            alerts(
                new NotifySection(
                    "up",
                    new NotifySection.Webhook(server.url(), Map.of()),
                    Set.of(NotifyEvent.UP),
                    Duration.ofSeconds(5)))) {
      alerts.tell(down(1));
      alerts.tell(Event.ofMember(NotifyEvent.UP, "example.", "www.example.", "A", "::1", "ok"));
      assertThat(json(server.body()).path("event").asString()).isEqualTo("up");
      await(() -> report(alerts).delivered() == 1);
      assertThat(server.isIdle()).isTrue();
    }
  }

  @Test
  void nothingIsSentToMetadataServices() {
    var section = webhook(URI.create("http://169.254.169.254/latest"), Duration.ofSeconds(5));
    try (var alerts = alerts(section)) {
      alerts.tell(down(1));
      await(() -> report(alerts).dropped() == 1);
    }
  }

  @Test
  void aReloadKeepsWhatWaitsForAReceiverThatStays() throws Exception {
    try (var server = new ScriptedServer(0, 500)) {
      var section = webhook(server.url(), Duration.ofSeconds(5));
      try (var alerts = alerts(section)) {
        alerts.tell(down(1));
        server.body();
        alerts.configure(List.of(webhook(server.url(), Duration.ofSeconds(5))));
        assertThat(address(server.body())).isEqualTo("192.0.2.1");
        alerts.configure(List.of());
        alerts.tell(down(2));
        assertThat(alerts.reports()).isEmpty();
      }
    }
  }

  @Test
  void aProgramReadsTheNotificationAndSeesNothingOfTheEnvironment() throws Exception {
    var out = folder.resolve("out");
    var section =
        new NotifySection(
            "script",
            new NotifySection.Program(List.of("sh", "-c", "cat > " + out + "; env >> " + out)),
            EnumSet.allOf(NotifyEvent.class),
            Duration.ofSeconds(10));
    try (var alerts = alerts(section)) {
      alerts.tell(down(1));
      await(() -> report(alerts).delivered() == 1);
    }
    assertThat(Files.readAllLines(out).getFirst()).contains("\"event\":\"down\"");
    assertThat(Files.readString(out)).contains("PATH=").doesNotContain("JAVA_HOME", "HOME=");
  }

  @Test
  void aProgramThatHangsIsEndedAndOneThatFailsIsTriedAgain() throws Exception {
    var ran = folder.resolve("ran");
    var script = "echo x >> " + ran + "; test $(wc -l < " + ran + ") -gt 2 || sleep 60";
    var section =
        new NotifySection(
            "script",
            new NotifySection.Program(List.of("sh", "-c", script)),
            EnumSet.allOf(NotifyEvent.class),
            Duration.ofMillis(300));
    try (var alerts = alerts(section)) {
      alerts.tell(down(1));
      await(() -> report(alerts).delivered() == 1);
    }
    assertThat(Files.readAllLines(ran)).hasSize(3);
  }
}
