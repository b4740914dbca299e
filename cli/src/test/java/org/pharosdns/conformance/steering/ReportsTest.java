package org.pharosdns.conformance.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.Typed;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What `status`, `explain` and `check` say, field by field.
class ReportsTest {
  @TempDir static Path folder;
  static LiveServer server;

  @BeforeAll
  static void start() {
    server = LiveServer.start(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static List<String> fields(JsonNode node) {
    return new ArrayList<>(node.propertyNames());
  }

  private static LiveZone pair(Endpoint a, Endpoint b) {
    return server.zone(
        "www A %s\nwww A %s\ndr A 192.0.2.1\n".formatted(a, b),
        Checks.web()
            + "[name.www]\ncheck = \"web\"\nbackup = [\"dr\"]\nfailover_budget = \"30s\"\n");
  }

  @Test
  void theReasonIsThatOfTheNewestProbe() {
    var a = server.endpoint(Behaviour.HANG);
    var zone = pair(a, server.endpoint(Behaviour.PASS));
    Eventually.gives("down: timeout", () -> zone.status("www", a).get("reason").stringValue());
    a.become(Behaviour.UNAVAILABLE);
    Eventually.gives("down: status-503", () -> zone.status("www", a).get("reason").stringValue());
    assertThat(zone.explain("www A").toString()).contains("\"down: status-503\"");
  }

  @Test
  void statusHasTheseFieldsWithNumbersOfSecondsAndNullWhereNothingApplies() {
    var a = server.endpoint(Behaviour.PASS);
    var b = server.endpoint(Behaviour.REFUSE);
    var zone = pair(a, b);
    zone.awaitMembers("www A", a);
    var up = zone.status("www", a);
    assertThat(fields(up))
        .contains(
            "name",
            "type",
            "address",
            "verdict",
            "forced",
            "effective",
            "evidence_age",
            "ttl",
            "exposed_until",
            "next_probe",
            "reason");
    assertThat(up.get("name").stringValue()).isEqualTo(zone.absolute("www"));
    assertThat(up.get("type").stringValue()).isEqualTo("A");
    assertThat(up.get("address").stringValue()).isEqualTo(a.address());
    assertThat(up.get("verdict").stringValue()).isEqualTo("up");
    assertThat(up.get("forced").isNull()).isTrue();
    assertThat(up.get("effective").stringValue()).isEqualTo("up");
    assertThat(up.get("evidence_age").doubleValue()).isBetween(0.0, 2.0);
    assertThat(up.get("ttl").isIntegralNumber()).isTrue();
    assertThat(up.get("exposed_until").isNumber()).isTrue();
    assertThat(up.get("next_probe").doubleValue()).isBetween(0.0, 1.0);
    assertThat(up.get("reason").isNull()).isTrue();
    var down = zone.status("www", b);
    assertThat(down.get("verdict").stringValue()).isEqualTo("down");
    assertThat(down.get("effective").stringValue()).isEqualTo("down");
    assertThat(down.get("evidence_age").isNull()).isTrue();
    assertThat(down.get("ttl").isNull()).isTrue();
    assertThat(down.get("exposed_until").isNull()).isTrue();
    assertThat(down.get("reason").stringValue()).isEqualTo("down: refused");
  }

  @Test
  void explainHasTheseFields() {
    var a = server.endpoint(Behaviour.PASS);
    var b = server.endpoint(Behaviour.REFUSE);
    var zone = pair(a, b);
    zone.awaitMembers("www A", a);
    var explained = zone.explain("www A");
    assertThat(fields(explained))
        .contains("question", "client", "zone", "tiers", "chosen", "ttl", "ttl_from", "promise");
    assertThat(explained.get("question").get("name").stringValue()).isEqualTo(zone.absolute("www"));
    assertThat(explained.get("question").get("type").stringValue()).isEqualTo("A");
    assertThat(explained.get("client").isNull()).isTrue();
    assertThat(explained.get("zone").stringValue()).isEqualTo(zone.name() + ".");
    assertThat(explained.get("tiers")).hasSize(2);
    var first = explained.get("tiers").get(0);
    assertThat(fields(first)).contains("name", "state", "members");
    assertThat(first.get("name").stringValue()).isEqualTo(zone.absolute("www"));
    var states = new ArrayList<String>();
    first
        .get("members")
        .forEach(
            m -> states.add(m.get("address").stringValue() + " " + m.get("state").stringValue()));
    assertThat(states).containsExactlyInAnyOrder(a + " in", b + " out");
    assertThat(explained.get("chosen").get(0).stringValue()).isEqualTo(a.address());
    assertThat(explained.get("ttl").longValue()).isEqualTo(zone.ttl("www A"));
    assertThat(explained.get("promise").get("state").stringValue()).isEqualTo("kept");
    assertThat(explained.get("promise").get("reason").isNull()).isTrue();
    assertThat(explained.get("ttl_from").stringValue())
        .isIn("zone", "fresh", "lease", "recovery", "panic", "minimum");
  }

  @Test
  void explainOfANameThatIsNotSteeredHasNoTiersAndNoPromise() {
    var zone = server.zone("plain A 192.0.2.1\n", "");
    var explained = zone.explain("plain A");
    assertThat(explained.get("tiers")).isEmpty();
    assertThat(explained.get("promise").isNull()).isTrue();
    assertThat(explained.get("ttl_from").stringValue()).isEqualTo("zone");
    assertThat(zone.explain("nobody A").get("rcode").stringValue()).isEqualTo("NXDOMAIN");
    assertThat(zone.explain("nobody A").get("ttl").isNull()).isTrue();
  }

  private static final String EXAMPLE =
      """
      [check.web]
      type = "http"
      interval = "5s"
      timeout = "2s"
      fall = 3
      fast = "2s"
      [name.www]
      check = "web"
      suspect = "keep"
      """;

  private static JsonNode check(Path path, int code) {
    var typed = Typed.forReal("check", path.toString(), "--json");
    assertThat(typed.code()).as(typed.err()).isEqualTo(code);
    return new JsonMapper().readTree(typed.out());
  }

  private static Path written(Path folder, String keys) throws IOException {
    var zone = Files.createDirectories(folder).resolve("example.zone");
    Files.writeString(zone, LiveServer.withApex("www A 192.0.2.1\nwww A 192.0.2.2\n"));
    Files.writeString(folder.resolve("example.toml"), EXAMPLE + keys);
    return folder;
  }

  @Test
  void checkPrintsTheFiguresOfTheWorkedExample(@TempDir Path own) throws Exception {
    var report = check(written(own, "failover_budget = \"30s\"\n"), 0).get("names").get(0);
    assertThat(report.get("detection").doubleValue()).isEqualTo(12.15);
    assertThat(report.get("fresh_ttl").longValue()).isEqualTo(21);
    assertThat(report.get("smallest_budget").doubleValue()).isEqualTo(19.0);
    assertThat(report.get("budget").doubleValue()).isEqualTo(30.0);
    var text = Typed.forReal("check", own.toString());
    assertThat(text.out()).contains("12.15s", "TTL 21", "smallest legal 19s", "budget 30s");
  }

  @Test
  void aBudgetOfTheSmallestLegalSizeIsLegalAndOneSecondLessIsAnError(@TempDir Path own)
      throws Exception {
    check(written(own, "failover_budget = \"19s\"\n"), 0);
    var report = check(written(own, "failover_budget = \"18s\"\n"), 1);
    var problem = report.get("problems").get(0);
    assertThat(problem.get("message").stringValue()).contains("12.15s", "19s");
    assertThat(problem.get("hint").stringValue())
        .contains(
            "failover_budget = \"19s\"",
            "interval = \"4.86s\"",
            "timeout = \"1.85s\"",
            "fast = \"1.93s\"",
            "fall = 2",
            "min_ttl = \"4s\"",
            "slack = \"0.85s\"");
    assertThat(problem.get("line").intValue()).isEqualTo(10);
  }

  @Test
  void enforceWarnLoadsAnIllegalBudgetWithAWarning(@TempDir Path own) throws Exception {
    var report = check(written(own, "failover_budget = \"12s\"\nenforce = \"warn\"\n"), 0);
    assertThat(report.get("problems").get(0).get("severity").stringValue()).isEqualTo("warning");
    assertThat(report.get("names").get(0).get("budget").doubleValue()).isEqualTo(12.0);
  }

  @Test
  void omittedSuspectsShortenTheDetectionWhereOneCanBeSpared(@TempDir Path own) throws Exception {
    written(own, "failover_budget = \"30s\"\n");
    Files.writeString(own.resolve("example.toml"), EXAMPLE.replace("suspect = \"keep\"\n", ""));
    var report = check(own, 0).get("names").get(0);
    // I(1+j) + τ + p
    assertThat(report.get("detection").doubleValue()).isEqualTo(7.75);
    assertThat(report.get("budget").doubleValue()).isEqualTo(60.0);
    Files.writeString(
        own.resolve("example.toml"), EXAMPLE.replace("suspect = \"keep\"\n", "min_healthy = 2\n"));
    assertThat(check(own, 0).get("names").get(0).get("detection").doubleValue()).isEqualTo(12.15);
  }

  @Test
  void theDefaultBudgetIsTheSmallestLegalOneThatIsAtLeastAMinute(@TempDir Path own)
      throws Exception {
    assertThat(check(written(own, ""), 0).get("names").get(0).get("budget").doubleValue())
        .isEqualTo(60.0);
    Files.writeString(
        own.resolve("example.toml"),
        EXAMPLE.replace("\"5s\"", "\"40s\"").replace("fast = \"2s\"", "fast = \"40s\""));
    // D = 44 + 2·44 + 2 + 0.25
    assertThat(check(own, 0).get("names").get(0).get("budget").doubleValue()).isEqualTo(141.0);
  }

  @Test
  void aRecoveryBudgetIsCheckedAlike(@TempDir Path own) throws Exception {
    // r·I(1+j) + τ + p + δ + v_min = 11 + 2 + 0.25 + 1 + 5
    check(written(own, "failover_budget = \"30s\"\nrecovery_budget = \"20s\"\n"), 0);
    var report = check(written(own, "failover_budget = \"30s\"\nrecovery_budget = \"19s\"\n"), 1);
    assertThat(report.get("problems").get(0).get("message").stringValue()).contains("20s");
  }

  @Test
  void explainSpeaksOfAWildcardOnlyWhereThatAnswers() {
    var a = server.endpoint(Behaviour.PASS);
    var zone =
        server.zone(
            "*.app A %s\nfoo.app A 192.0.2.1\nx.ent.app A 192.0.2.2\n".formatted(a),
            Checks.web() + "[name.\"*.app\"]\ncheck = \"web\"\n");
    zone.awaitMembers("any.app A", a);
    assertThat(zone.explain("any.app A").get("tiers")).hasSize(1);
    for (var other : List.of("below.foo.app", "foo.app", "ent.app", "below.ent.app")) {
      assertThat(zone.explain(other + " A").get("tiers")).as(other).isEmpty();
    }
  }
}
