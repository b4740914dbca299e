package org.pharosdns.cli.steering;

import static org.assertj.core.api.Assertions.assertThat;

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
