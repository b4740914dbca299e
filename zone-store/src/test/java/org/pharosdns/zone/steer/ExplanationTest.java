package org.pharosdns.zone.steer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pharosdns.zone.steer.NameBuilder.name;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pharosdns.zone.steer.HealthView.Forced;
import org.pharosdns.zone.steer.MonitorReading.State;

/// What `explain` and `status` show is the decision that answers come from.
final class ExplanationTest {
  private static List<String> members(Decision.Tier tier) {
    return tier.members().stream()
        .map(m -> m.address() + (m.in() ? " in " : " out ") + m.reason().word() + " " + m.weight())
        .toList();
  }

  @Test
  void everyMemberIsNamedWithItsReason() {
    var scene =
        new Scene()
            .zone("www", 300, 1, 2, 3, 4, 5, 6, 7, 8)
            .steer(
                name("www")
                    .check("web")
                    .budget(30)
                    .weighted(0)
                    .weight(1, 70)
                    .weight(7, new Weight.Standby())
                    .weight(8, new Weight.Off()))
            .down(2)
            .force(3, Forced.DRAIN)
            .force(4, Forced.DOWN);
    scene.monitor(5).is(State.SUSPECT);
    scene.monitor(6).okAt(-60);
    var decision = scene.explain("www", 0);
    assertThat(members(decision.tiers().getFirst()))
        .containsExactly(
            "192.0.2.1 in ok 70",
            "192.0.2.2 out down 1",
            "192.0.2.3 out drained 1",
            "192.0.2.4 out forced-down 1",
            "192.0.2.5 out suspect 1",
            "192.0.2.6 out stale 1",
            "192.0.2.7 out standby standby",
            "192.0.2.8 out off off");
    assertThat(decision.ttlSeconds()).isEqualTo(21);
    assertThat(decision.ttlFrom().word()).isEqualTo("fresh");
    assertThat(decision.tiers().getFirst().usable()).isEqualTo(2);
    assertThat(scene.compile("www").usableMembers(scene.nowNanos()))
        .isEqualTo(4); // staleness passes by itself
  }

  @Test
  void ttlSaysWhichLimitSetIt() {
    var scene = new Scene().zone("www", 300, 1, 2).steer(name("www").check("web").budget(30));
    assertThat(scene.explain("www", 0).ttlFrom().word()).isEqualTo("fresh");
    assertThat(scene.explain("www", 20).ttlFrom().word()).isEqualTo("lease");
    assertThat(scene.explain("www", 200).ttlFrom().word()).isEqualTo("panic");
    var low = new Scene().zone("www", 9, 1, 2).steer(name("www").check("web").budget(30));
    assertThat(low.explain("www", 0).ttlFrom().word()).isEqualTo("zone");
  }

  @Test
  void uncheckedNameMakesNoPromise() {
    var scene = new Scene().zone("www", 300, 1).steer(name("www"));
    assertThat(scene.explain("www", 0).promiseReason())
        .isEqualTo("nothing checks www.example.com.");
  }

  @Test
  void whileTheMonitorsFailTheAgeOfEvidenceIsNoReason() {
    var scene =
        new Scene().zone("www", 300, 1, 2).steer(NameBuilder.name("www").check("web").budget(30));
    scene.monitorFailure = true;
    var tier = scene.explain("www", 1000).tiers().getFirst();
    assertThat(tier.state()).isEqualTo(Decision.TierState.HEALTHY);
    assertThat(tier.members()).allMatch(Decision.Member::in);
  }
}
