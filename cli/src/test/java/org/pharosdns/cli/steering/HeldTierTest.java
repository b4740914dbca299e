package org.pharosdns.cli.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The tier that `failback = "manual"` stays at, when the verdicts meant nothing and when a reload
/// changes the tiers.
class HeldTierTest {
  private static final String RECORDS =
      "www A 192.0.2.1\na A 192.0.2.11\nb A 192.0.2.12\nc A 192.0.2.13\n";

  @TempDir Path folder;

  private static String steering(String backup) {
    return "[name.www]\ncheck = \"told\"\nfailback = \"manual\"\nbackup = [%s]\n".formatted(backup)
        + "[name.a]\ncheck = \"told\"\n[name.b]\ncheck = \"told\"\n";
  }

  private FedZones answeringFromB() throws Exception {
    var zones = new FedZones(folder, RECORDS, steering("\"a\", \"b\""));
    zones.find(zones.all(), FedZones.UP);
    zones.find("192.0.2.1", FedZones.DOWN);
    zones.find("192.0.2.11", FedZones.DOWN);
    zones.find("192.0.2.1", FedZones.UP);
    assertThat(zones.tier("www")).isEqualTo("b");
    return zones;
  }

  @Test
  void aFailureOfTheMonitorsTakesItBack() throws Exception {
    try (var zones = new FedZones(folder, RECORDS, steering("\"a\""))) {
      zones.find(zones.all(), FedZones.UP);
      var lastGood = zones.nowNanos() + 1;
      zones.find("192.0.2.1", FedZones.DOWN);
      assertThat(zones.tier("www")).isEqualTo("a");
      zones.zones().monitorFailureBegan(lastGood);
      zones.find("192.0.2.1", FedZones.UP);
      assertThat(zones.tier("www")).isEqualTo("www");
      zones.zones().monitorFailureEnded();
      assertThat(zones.tier("www")).isEqualTo("www");
    }
  }

  @Test
  void aReloadThatTakesATierBeforeItAwayLeavesItThere() throws Exception {
    try (var zones = answeringFromB()) {
      zones.load(RECORDS, steering("\"b\""));
      assertThat(zones.tier("www")).isEqualTo("b");
    }
  }

  @Test
  void aReloadThatPutsATierBeforeItLeavesItThere() throws Exception {
    try (var zones = answeringFromB()) {
      zones.load(RECORDS, steering("\"c\", \"a\", \"b\""));
      assertThat(zones.tier("www")).isEqualTo("b");
    }
  }

  @Test
  void aReloadThatTakesItAwayLeavesTheAnswerToTheBestOne() throws Exception {
    try (var zones = answeringFromB()) {
      zones.load(RECORDS, steering("\"c\", \"a\""));
      assertThat(zones.tier("www")).isEqualTo("www");
    }
  }

  @Test
  void aFailureOfTheMonitorsAfterThatTakesBackNothingThatIsGone() throws Exception {
    try (var zones = answeringFromB()) {
      zones.load(RECORDS, steering("\"c\", \"a\""));
      zones.zones().monitorFailureBegan(zones.nowNanos());
      assertThat(zones.tier("www")).isEqualTo("www");
    }
  }

  @Test
  void aReloadWhileTheMonitorsFailLeavesItThere() throws Exception {
    try (var zones = answeringFromB()) {
      zones.zones().monitorFailureBegan(zones.nowNanos() + 1);
      zones.load(RECORDS, steering("\"b\""));
      assertThat(zones.tier("www")).isEqualTo("b");
      zones.load(RECORDS, steering("\"c\", \"a\", \"b\""));
      assertThat(zones.tier("www")).isEqualTo("b");
      zones.zones().monitorFailureEnded();
      assertThat(zones.tier("www")).isEqualTo("b");
    }
  }

  @Test
  void aReloadThatTakesItAwayWhileTheMonitorsFailLeavesTheAnswerToTheBestOne() throws Exception {
    try (var zones = answeringFromB()) {
      zones.zones().monitorFailureBegan(zones.nowNanos() + 1);
      zones.load(RECORDS, steering("\"a\", \"c\""));
      assertThat(zones.tier("www")).isEqualTo("www");
    }
  }

  @Test
  void aRuleThatBecomesAutomaticForgetsIt() throws Exception {
    var tiers = folder.resolve("state").resolve("tiers");
    try (var zones = answeringFromB()) {
      zones.zones().saveAtTheEnd();
      assertThat(tiers).content().contains("www.example.com.");
      zones.load(RECORDS, steering("\"a\", \"b\"").replace("manual", "auto"));
      zones.zones().saveAtTheEnd();
      assertThat(tiers).content().doesNotContain("www.example.com.");
      zones.load(RECORDS, steering("\"a\", \"b\""));
      assertThat(zones.tier("www")).isEqualTo("www");
    }
  }

  private static final String RULED = "www A 192.0.2.1\neast A 192.0.2.21\nwest A 192.0.2.22\n";

  private static final String EAST_FIRST = rule("10.0.0.0/8", "east");

  private static String rule(String subnets, String first) {
    return """
        [[name.www.rule]]
        subnets = ["%s"]
        tiers = ["%s", "west"]
        """
        .formatted(subnets.replace(" ", "\", \""), first);
  }

  private static String ruled(String... rules) {
    return "[name.www]\nfailback = \"manual\"\n"
        + String.join("", rules)
        + "[name.east]\ncheck = \"told\"\n";
  }

  private FedZones clientsAnsweredFromWest() throws Exception {
    var zones = new FedZones(folder, RULED, ruled(EAST_FIRST));
    zones.find("192.0.2.21", FedZones.UP);
    zones.find("192.0.2.21", FedZones.DOWN);
    zones.find("192.0.2.21", FedZones.UP);
    assertThat(zones.tierOfRule("www", 1)).isEqualTo("west");
    return zones;
  }

  @Test
  void aReloadThatPutsARuleAboveLeavesItToTheClientsItWasHeldFor() throws Exception {
    try (var zones = clientsAnsweredFromWest()) {
      zones.load(RULED, ruled(rule("172.16.0.0/12", "east"), EAST_FIRST));
      assertThat(zones.tierOfRule("www", 1)).isEqualTo("east");
      assertThat(zones.tierOfRule("www", 2)).isEqualTo("west");
    }
  }

  @Test
  void aRestartWithARuleAboveLeavesItToTheClientsItWasHeldFor() throws Exception {
    try (var zones = clientsAnsweredFromWest()) {
      zones.zones().saveAtTheEnd();
    }
    var reordered = ruled(rule("172.16.0.0/12", "east"), EAST_FIRST);
    try (var zones = new FedZones(folder, RULED, reordered)) {
      zones.find("192.0.2.21", FedZones.UP);
      assertThat(zones.tierOfRule("www", 1)).isEqualTo("east");
      assertThat(zones.tierOfRule("www", 2)).isEqualTo("west");
    }
  }

  @Test
  void aRuleThatNamesItsClientsInAnotherOrderKeepsIt() throws Exception {
    try (var zones = new FedZones(folder, RULED, ruled(rule("10.0.0.0/8 11.0.0.0/8", "east")))) {
      zones.find("192.0.2.21", FedZones.DOWN);
      zones.find("192.0.2.21", FedZones.UP);
      zones.load(RULED, ruled(rule("11.0.0.0/8 10.0.0.0/8", "east")));
      assertThat(zones.tierOfRule("www", 1)).isEqualTo("west");
    }
  }

  @Test
  void aRuleThatGoesTakesItAlong() throws Exception {
    try (var zones = clientsAnsweredFromWest()) {
      zones.load(RULED, ruled());
      zones.zones().saveAtTheEnd();
      assertThat(folder.resolve("state").resolve("tiers")).content().doesNotContain("www");
      zones.load(RULED, ruled(EAST_FIRST));
      assertThat(zones.tierOfRule("www", 1)).isEqualTo("east");
    }
  }

  @Test
  void aFileThatNumbersTheRulesKeepsOnlyTheDefaultOrder() throws Exception {
    var tiers = Files.createDirectories(folder.resolve("state")).resolve("tiers");
    Files.writeString(
        tiers,
        """
        pharos tiers 1
        www.example.com.\t1\twest.example.com.
        www.example.com.\t1\t1\twest.example.com.
        """);
    var steering = ruled(EAST_FIRST).replace("\"manual\"", "\"manual\"\nbackup = [\"west\"]");
    try (var zones = new FedZones(folder, RULED, steering)) {
      zones.find("192.0.2.21", FedZones.UP);
      assertThat(zones.tier("www")).isEqualTo("west");
      assertThat(zones.tierOfRule("www", 1)).isEqualTo("east");
      zones.zones().saveAtTheEnd();
      assertThat(tiers).hasContent("pharos tiers 2\nwww.example.com.\t1\twest.example.com.\nend 1");
    }
  }

  @Test
  void aFileOfTiersThatWasCutOffIsRefused() throws Exception {
    var state = Files.createDirectories(folder.resolve("state"));
    var tiers = state.resolve("tiers");
    var whole = "pharos tiers 2\nwww.example.com.\t1\tb.example.com.\nend 1";
    for (var length = 0; length < whole.length(); length++) {
      Files.writeString(tiers, whole.substring(0, length));
      assertThatThrownBy(() -> TierStore.open(state)).hasMessageStartingWith(tiers + ":");
    }
  }

  private static void passTheDeadline(FedZones zones) throws Exception {
    for (var i = 0; i < 11; i++) {
      zones.find("192.0.2.11", FedZones.UP);
    }
    zones.zones().tick();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hold", "out"})
  void aTierThatHasNoResultByTheDeadlineIsLeft(String initial) throws Exception {
    var startup = "initial = \"%s\"\n[name.a]".formatted(initial);
    try (var zones =
        new FedZones(folder, RECORDS, steering("\"a\"").replace("[name.a]", startup))) {
      passTheDeadline(zones);
      assertThat(zones.tier("www")).isEqualTo("a");
      zones.find("192.0.2.1", FedZones.UP);
      assertThat(zones.tier("www")).isEqualTo("a");
    }
  }

  @Test
  void aReloadThatChangesItsCheckWaitsForTheFirstResultsOfThat() throws Exception {
    try (var zones = answeringFromB()) {
      zones.load(
          RECORDS,
          steering("\"a\", \"b\"")
              .replace("[name.b]\ncheck = \"told\"", "[name.b]\ncheck = \"other\""));
      zones.find("192.0.2.12", FedZones.UP);
      assertThat(zones.tier("www")).isEqualTo("b");
    }
  }
}
