package org.pharosdns.cli.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.notify.Alerts;
import org.pharosdns.zone.steer.Standing;

/// What a reload that changes checks or brings members makes of a name that answers.
class ReloadedChecksTest {
  private static final String RECORDS = "www A 192.0.2.1\n";

  @TempDir Path folder;

  private static String steering(String check) {
    return "[name.www]\nselect = \"weighted\"\nslow_start = \"1h\"\n" + check;
  }

  private FedZones live() throws Exception {
    var zones = new FedZones(folder, RECORDS, steering("check = \"told\""));
    zones.find(zones.all(), FedZones.UP);
    return zones;
  }

  private static boolean isHeld(FedZones zones, int index) {
    return zones.steered().get(index).isHeld(zones.nowNanos());
  }

  @Test
  void aCheckThatMustPassAsWellHoldsTheNameUntilItsFirstResult() throws Exception {
    try (var zones = live()) {
      zones.load(RECORDS, steering("check = [\"told\", \"other\"]"));
      assertThat(isHeld(zones, 0)).isTrue();
      assertThat(zones.steered().getFirst().isExhausted(zones.nowNanos())).isFalse();
      zones.find(zones.all(), FedZones.UP);
      assertThat(isHeld(zones, 0)).isFalse();
    }
  }

  @Test
  void aCheckThatNeedNotPassHoldsNothing() throws Exception {
    try (var zones = live()) {
      zones.load(RECORDS, steering("check = { any = 1, of = [\"told\", \"other\"] }"));
      assertThat(isHeld(zones, 0)).isFalse();
    }
  }

  @Test
  void addressesOfTheOtherFamilyAreHeldByThemselves() throws Exception {
    try (var zones = live()) {
      zones.load(RECORDS + "www AAAA 2001:db8::1\n", steering("check = \"told\""));
      assertThat(isHeld(zones, 0)).isFalse();
      assertThat(isHeld(zones, 1)).isTrue();
    }
  }

  @Test
  void aMemberBesideThoseThatAnswerHoldsNothing() throws Exception {
    try (var zones = live()) {
      zones.load(RECORDS + "www A 192.0.2.2\n", steering("check = \"told\""));
      assertThat(isHeld(zones, 0)).isFalse();
    }
  }

  @Test
  void theIncidentOfAMemberThatNothingChecksAnyMoreIsOver() throws Exception {
    try (var zones = live();
        var alerts = new Alerts(null, List.of(), () -> Instant.EPOCH)) {
      var watch = new MemberWatch(zones.zones(), alerts);
      zones.find(zones.all(), FedZones.DOWN);
      watch.healthChanged(zones.table(), zones.all());
      zones.load(RECORDS, steering(""));
      watch.zonesChanged();
      assertThat(zones.zones().incidents()).isNotEmpty().allMatch(each -> each.upAt() != null);
      var member = zones.zone().monitoredMembers().getFirst();
      assertThat(member.memory().tell(false)).as("up is still to be told").isFalse();
    }
  }

  @Test
  void aMemberThatNothingChecksAnyMoreHasAllOfItsWeight() throws Exception {
    try (var zones = live()) {
      zones.find(zones.all(), FedZones.DOWN);
      zones.find(zones.all(), FedZones.UP);
      var ramping = zones.zone().members().iterator().next();
      assertThat(zones.zones().health(zones.zone()).standing(ramping))
          .isNotEqualTo(Standing.SETTLED);
      zones.load(RECORDS, steering(""));
      var settled = zones.zone().members().iterator().next();
      assertThat(zones.zones().health(zones.zone()).standing(settled)).isEqualTo(Standing.SETTLED);
    }
  }
}
