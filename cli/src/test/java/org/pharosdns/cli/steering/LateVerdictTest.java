package org.pharosdns.cli.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A verdict, or another zone, that a fault keeps from the answers at the moment reaches them a
/// moment later.
class LateVerdictTest {
  private static final String RECORDS = "www A 192.0.2.1\na A 192.0.2.11\nm MX 1 www\n";
  private static final String STEERING =
      "[name.www]\ncheck = \"told\"\nbackup = [\"a\"]\n[name.a]\ncheck = \"told\"\n";

  @TempDir Path folder;

  private FedZones answeringFromWww() throws Exception {
    var zones = new FedZones(folder, RECORDS, STEERING);
    zones.find(zones.all(), FedZones.UP);
    assertThat(answer(zones)).containsExactly("192.0.2.1");
    return zones;
  }

  /// `www` goes down, and that cannot be published.
  private FedZones behind() throws Exception {
    var zones = answeringFromWww();
    zones.breakDown(true);
    zones.find("192.0.2.1", FedZones.DOWN);
    zones.breakDown(false);
    return zones;
  }

  private static List<String> answer(FedZones zones) throws Exception {
    return zones.answers().explain("www.example.com", "A", "192.0.2.200").chosen();
  }

  @Test
  void aVerdictReachesTheAnswersAtTheNextTick() throws Exception {
    try (var zones = behind()) {
      zones.zones().tick();
      assertThat(answer(zones)).containsExactly("192.0.2.11");
    }
  }

  @Test
  void aVerdictReachesTheAnswersWithTheNextReloadThoughThatSteersTheSame() throws Exception {
    try (var zones = behind()) {
      zones.load(RECORDS + "b A 192.0.2.12\n", STEERING);
      assertThat(answer(zones)).containsExactly("192.0.2.11");
    }
  }

  @Test
  void aVerdictReachesTheAnswersWithTheNextOneOfAnotherMember() throws Exception {
    try (var zones = behind()) {
      zones.find("192.0.2.11", FedZones.DOWN);
      zones.find("192.0.2.11", FedZones.UP);
      assertThat(answer(zones)).containsExactly("192.0.2.11");
    }
  }

  @Test
  void aVerdictWaitsForAsManyTicksAsItMust() throws Exception {
    try (var zones = behind()) {
      zones.breakDown(true);
      zones.zones().tick();
      zones.breakDown(false);
      assertThat(answer(zones)).containsExactly("192.0.2.1");
      zones.zones().tick();
      assertThat(answer(zones)).containsExactly("192.0.2.11");
    }
  }

  @Test
  void aZoneThatCouldNotBePublishedIsAtTheNextTick() throws Exception {
    try (var zones = answeringFromWww()) {
      zones.breakDown(true);
      var steering = STEERING + "[name.b]\ncheck = \"told\"\n";
      assertThatExceptionOfType(InternalError.class)
          .isThrownBy(() -> zones.load(RECORDS + "b A 192.0.2.12\n", steering));
      zones.breakDown(false);
      zones.zones().tick();
      assertThat(zones.answers().explain("b.example.com", "A", "192.0.2.200").rcode())
          .as("held until its first result")
          .isEqualTo("SERVFAIL");
    }
  }
}
