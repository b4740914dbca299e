package org.pharosdns.cli.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.zone.steer.Reason;
import org.pharosdns.zone.steer.Standing;

/// What members are owed from their past, when the monitors fail and when a reload comes between.
class StandingTest {
  private static final String MEMBER = "192.0.2.1";
  private static final String RECORDS = "www A 192.0.2.1\nwww A 192.0.2.2\ndr A 192.0.2.11\n";
  private static final String FLAP = "flap = { max = 1, within = \"10m\", hold = \"1m\" }\n";
  private static final String RAMP = "select = \"weighted\"\nslow_start = \"10m\"\n";
  private static final String RELOADED = "negative_ttl = \"9s\"\n";

  @TempDir Path folder;

  private static String www(String keys) {
    return "[name.www]\ncheck = \"told\"\n" + keys;
  }

  private FedZones backAgain(String keys) throws Exception {
    var zones = new FedZones(folder, RECORDS, www(keys));
    zones.find(zones.all(), FedZones.UP);
    zones.find(MEMBER, FedZones.DOWN);
    zones.find(MEMBER, FedZones.UP);
    return zones;
  }

  @Test
  void aHoldThatEndsWhileTheMonitorsFailChangesNothingBeforeTheyAreBack() throws Exception {
    try (var zones = backAgain(FLAP)) {
      zones.zones().monitorFailureBegan(zones.nowNanos() + 1);
      zones.pass(Duration.ofMinutes(2));
      assertThat(zones.reason(MEMBER)).isEqualTo(Reason.FLAPPING);
      zones.zones().monitorFailureEnded();
      assertThat(zones.reason(MEMBER)).isEqualTo(Reason.OK);
    }
  }

  @Test
  void aHoldThatEndedBeforeTheFailureWasNoticedGoesOnTillItIsOver() throws Exception {
    try (var zones = backAgain(FLAP)) {
      var lastGood = zones.nowNanos() + 1;
      zones.pass(Duration.ofMinutes(2));
      assertThat(zones.reason(MEMBER)).isEqualTo(Reason.OK);
      zones.zones().monitorFailureBegan(lastGood);
      assertThat(zones.reason(MEMBER)).isEqualTo(Reason.FLAPPING);
      zones.load(RECORDS, www(FLAP + RELOADED));
      assertThat(zones.reason(MEMBER)).isEqualTo(Reason.FLAPPING);
      zones.zones().monitorFailureEnded();
      assertThat(zones.reason(MEMBER)).isEqualTo(Reason.OK);
    }
  }

  @Test
  void whatComesUpWhileTheMonitorsFailHasAllOfItsWeight() throws Exception {
    try (var zones = new FedZones(folder, RECORDS, www("select = \"weighted\"\n"))) {
      zones.find(zones.all(), FedZones.UP);
      zones.find(MEMBER, FedZones.DOWN);
      zones.zones().monitorFailureBegan(zones.nowNanos());
      zones.find(MEMBER, FedZones.UP);
      assertThat(zones.standing(MEMBER)).isEqualTo(Standing.SETTLED);
    }
  }

  @Test
  void aHoldThatOutlastsAFailureOfTheMonitorsEndsWhenItIsOver() throws Exception {
    try (var zones = backAgain(FLAP)) {
      zones.zones().monitorFailureBegan(zones.nowNanos() + 1);
      zones.pass(Duration.ofSeconds(30));
      zones.zones().monitorFailureEnded();
      assertThat(zones.reason(MEMBER)).isEqualTo(Reason.FLAPPING);
      zones.pass(Duration.ofSeconds(30));
      assertThat(zones.reason(MEMBER)).isEqualTo(Reason.OK);
    }
  }

  @Test
  void aWeightDoesNotGrowWhileTheMonitorsFail() throws Exception {
    try (var zones = backAgain(RAMP)) {
      zones.pass(Duration.ofMinutes(1));
      zones.zones().monitorFailureBegan(zones.nowNanos());
      zones.pass(Duration.ofMinutes(1));
      assertThat(zones.standing(MEMBER).permille()).isEqualTo(100);
      zones.zones().monitorFailureEnded();
      assertThat(zones.standing(MEMBER).permille()).isEqualTo(200);
    }
  }

  @Test
  void aHoldGoesOnAfterAReloadAndEndsInTime() throws Exception {
    try (var zones = backAgain(FLAP)) {
      zones.load(RECORDS, www(FLAP + RELOADED));
      zones.pass(Duration.ofSeconds(59));
      assertThat(zones.reason(MEMBER)).isEqualTo(Reason.FLAPPING);
      zones.pass(Duration.ofSeconds(1));
      assertThat(zones.reason(MEMBER)).isEqualTo(Reason.OK);
    }
  }

  @Test
  void aWeightGoesOnGrowingAfterAReload() throws Exception {
    try (var zones = backAgain(RAMP)) {
      zones.pass(Duration.ofMinutes(1));
      zones.load(RECORDS, www(RAMP + RELOADED));
      assertThat(zones.standing(MEMBER).permille()).isEqualTo(100);
      zones.pass(Duration.ofMinutes(1));
      assertThat(zones.standing(MEMBER).permille()).isEqualTo(200);
      assertThat(zones.zone().isMoving()).isTrue();
    }
  }

  @Test
  void aReloadDoesNotSetTheClockOfFailbackBack() throws Exception {
    var keys = "backup = [\"dr\"]\nfailback = \"after:10s\"\n";
    try (var zones = new FedZones(folder, RECORDS, www(keys))) {
      zones.find(zones.all(), FedZones.UP);
      zones.find(zones.all(), FedZones.DOWN);
      zones.find(zones.all(), FedZones.UP);
      zones.pass(Duration.ofSeconds(6));
      zones.load(RECORDS, www(keys + RELOADED));
      zones.pass(Duration.ofSeconds(3));
      assertThat(zones.tier("www")).isEqualTo("dr");
      zones.pass(Duration.ofSeconds(1));
      assertThat(zones.tier("www")).isEqualTo("www");
    }
  }
}
