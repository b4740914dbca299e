package org.pharosdns.cli.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.Explanation;
import org.pharosdns.zone.steer.Exposure;

class AnswerReportTest {
  @TempDir Path folder;

  @Test
  void anAnswerThatIsOnlyExplainedIsInNoCache() throws Exception {
    try (var zones = new FedZones(folder, "www A 192.0.2.1\n", "[name.www]\ncheck = \"told\"\n")) {
      zones.find(zones.all(), FedZones.UP);
      var explained = zones.answers().explain("www.example.com", "A", null);
      assertThat(explained.chosen()).containsExactly("192.0.2.1");
      var member = zones.zone().monitoredMembers().getFirst();
      assertThat(member.exposure().untilNanos()).isEqualTo(Exposure.NEVER);
    }
  }

  private static final String TWO = "www 300 A 192.0.2.1\nwww 300 A 192.0.2.2\n";

  private static String trickling(String share) {
    return "[name.www]\ncheck = \"told\"\ntrickle = { to = \"dr\", share = " + share + " }\n";
  }

  private FedZones up(String records, String steering) throws Exception {
    var zones = new FedZones(folder, records, steering);
    zones.find(zones.all(), FedZones.UP);
    return zones;
  }

  private static List<String> tiers(Explanation explained) {
    return explained.tiers().stream().map(tier -> tier.name() + ' ' + tier.state()).toList();
  }

  @Test
  void anAnswerOfTheTrickleIsExplainedByTheTierThatItComesFrom() throws Exception {
    try (var zones = up(TWO + "dr 20 A 192.0.2.9\n", trickling("1"))) {
      var explained = zones.answers().explain("www.example.com", "A", null);
      assertThat(explained.chosen()).containsExactly("192.0.2.9");
      assertThat(tiers(explained))
          .containsExactly("www.example.com. healthy", "dr.example.com. answers (healthy)");
      assertThat(explained.ttl()).isEqualTo(20);
      assertThat(explained.ttlFrom()).isEqualTo(Explanation.TtlSource.ZONE);
      assertThat(explained.promise())
          .isEqualTo(
              new Explanation.Promise(
                  Explanation.PromiseState.SUSPENDED, "nothing checks dr.example.com."));
    }
  }

  @Test
  void anAnswerBesideTheTrickleShowsItsTierAsWell() throws Exception {
    try (var zones = up(TWO + "dr 20 A 192.0.2.9\n", trickling("0.000001"))) {
      var explained = zones.answers().explain("www.example.com", "A", null);
      assertThat(explained.chosen()).containsExactlyInAnyOrder("192.0.2.1", "192.0.2.2");
      assertThat(tiers(explained))
          .containsExactly("www.example.com. answers (healthy)", "dr.example.com. healthy");
      assertThat(explained.promise())
          .isEqualTo(new Explanation.Promise(Explanation.PromiseState.KEPT, null));
    }
  }

  @Test
  void aTrickleToABackupTierShowsThatOnce() throws Exception {
    var steering = trickling("1") + "backup = [\"dr\"]\n[name.dr]\ncheck = \"told\"\n";
    try (var zones = up(TWO + "dr 20 A 192.0.2.9\n", steering)) {
      assertThat(tiers(zones.answers().explain("www.example.com", "A", null)))
          .containsExactly("www.example.com. healthy", "dr.example.com. answers (healthy)");
    }
  }

  @Test
  void aTrickleToAnAliasIsExplainedByThat() throws Exception {
    try (var zones = up(TWO + "dr 20 CNAME Else.example.net.\n", trickling("1"))) {
      assertThat(tiers(zones.answers().explain("www.example.com", "A", null)))
          .containsExactly("www.example.com. healthy", "dr.example.com. answers (healthy)");
    }
  }

  @Test
  void aTierThatTheTrickleMayNotUseIsNotShown() throws Exception {
    try (var zones =
        up(TWO + "dr 20 A 192.0.2.9\n", trickling("1") + "[name.dr]\ncheck = \"down\"\n")) {
      assertThat(tiers(zones.answers().explain("www.example.com", "A", null)))
          .containsExactly("www.example.com. answers (healthy)");
    }
  }
}
