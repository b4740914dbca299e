package org.pharosdns.zone.steer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pharosdns.zone.steer.NameBuilder.name;

import java.util.List;
import org.junit.jupiter.api.Test;

/// `[[name.OWNER.rule]]`: other tiers first for some clients.
final class ClientRulesTest {
  private static final String HOME = "10.1.2.0/24";
  private static final String NEAR = "10.9.0.0/24";
  private static final String AWAY = "192.0.2.0/24";

  private static Scene scene(NameBuilder www) {
    return new Scene()
        .zone("www", 300, 1)
        .zone("eu", 300, 2)
        .zone("dr", 300, 3)
        .steer(name("eu").check("web"))
        .steer(name("dr").check("web"))
        .steer(www.check("web").budget(30).backup("dr"));
  }

  @Test
  void theLongestPrefixWinsOverAllRules() {
    var scene =
        scene(name("www").rule(List.of("10.0.0.0/8"), "dr").rule(List.of("10.1.0.0/16"), "eu"));
    assertThat(scene.answerTo(HOME, "www")).isEqualTo("21: 2 /16");
    assertThat(scene.answerTo(NEAR, "www")).isEqualTo("21: 3 /13");
    assertThat(scene.answerTo(AWAY, "www")).isEqualTo("21: 1 /1");
  }

  @Test
  void behindTheTiersOfARuleComeTheDefaultOnes() {
    var scene = scene(name("www").rule(List.of("10.0.0.0/8"), "eu"));
    assertThat(scene.down(2).answerTo(HOME, "www")).endsWith(": 1 /8");
    assertThat(scene.down(1).answerTo(HOME, "www")).endsWith(": 3 /8");
  }

  @Test
  void theNameItselfMayStandInARule() {
    var scene = scene(name("www").rule(List.of("10.0.0.0/8"), "www", "eu"));
    assertThat(scene.answerTo(HOME, "www")).startsWith("21: 1");
    assertThat(scene.down(1).answerTo(HOME, "www")).endsWith(": 2 /8");
    assertThat(scene.answerTo(AWAY, "www")).endsWith(": 3 /1");
  }

  @Test
  void aFencedRuleNeverFallsToTheDefaultTiers() {
    var open = scene(name("www").fenced(List.of("10.0.0.0/8"), "eu")).down(2);
    assertThat(open.answerTo(HOME, "www")).isEqualTo("10: 2 /8"); // exhausted: open
    assertThat(open.answerTo(AWAY, "www")).isEqualTo("21: 1 /1");
    var closed =
        scene(
                name("www")
                    .onExhausted(Tolerance.OnExhausted.NODATA)
                    .fenced(List.of("10.0.0.0/8"), "eu"))
            .down(2);
    assertThat(closed.answerTo(HOME, "www")).startsWith("NODATA").endsWith("/8");
    assertThat(closed.compile("www").isExhausted(0)).isTrue();
  }

  private static Scene withTierOfTheOtherFamily(NameBuilder www) {
    return new Scene()
        .zone("www", 300, 1)
        .rrset("six", Address.AAAA, 300, List.of(Address.parse("2001:db8::6").octets()))
        .steer(www.check("web").budget(30));
  }

  @Test
  void clientsOfATierWithoutSuchAddressesHaveNothingThatCouldBeExhausted() {
    var scene = withTierOfTheOtherFamily(name("www").fenced(List.of("10.0.0.0/8"), "six"));
    assertThat(scene.answerTo(HOME, "www")).startsWith("NODATA");
    assertThat(scene.compile("www").isExhausted(0)).isFalse();
    assertThat(scene.down(1).compile("www").isExhausted(0)).isTrue();
  }

  @Test
  void theFirstTierThatHasSuchAddressesIsOpened() {
    var scene = withTierOfTheOtherFamily(name("www").rule(List.of("10.0.0.0/8"), "six")).down(1);
    assertThat(scene.answerTo(HOME, "www")).startsWith("10: 1");
    assertThat(scene.answerTo(AWAY, "www")).startsWith("10: 1");
  }

  @Test
  void aClientWithoutSubnetIsKnownByItsAddress() {
    var scene = scene(name("www").rule(List.of("10.0.0.0/8", "2001:db8::/32"), "eu"));
    scene.asker.from("10.255.0.1");
    assertThat(scene.answerTo("", "www")).startsWith("21: 2");
    assertThat(scene.answerTo("0.0.0.0/0", "www")).startsWith("21: 2");
    scene.asker.from("2001:db8::1");
    assertThat(scene.answerTo("", "www")).startsWith("21: 2");
    assertThat(scene.answerTo(AWAY, "www")).startsWith("21: 1");
    scene.asker.from("2001:db9::1");
    assertThat(scene.answerTo("", "www")).startsWith("21: 1");
  }

  @Test
  void countriesGoBeforeContinentsAndSubnetsBeforeBoth() {
    var scene =
        scene(
                name("www")
                    .rule(List.of("continent:EU"), "eu")
                    .rule(List.of("country:CH"), "dr")
                    .rule(List.of("10.3.0.0/16"), "www"))
            .geo("10.1.0.0/16", "DE", "EU")
            .geo("10.2.0.0/16", "CH", "EU")
            .geo("10.3.0.0/16", "CH", "EU")
            .geo("10.4.0.0/16", "US", "NA")
            .geo("2001:db8::/32", "DE", "EU");
    assertThat(scene.answerTo("10.1.2.0/24", "www")).isEqualTo("21: 2 /16");
    assertThat(scene.answerTo("10.2.2.0/24", "www")).isEqualTo("21: 3 /16");
    assertThat(scene.answerTo("10.3.2.0/24", "www")).isEqualTo("21: 1 /16");
    assertThat(scene.answerTo("10.4.2.0/24", "www")).isEqualTo("21: 1 /14");
    assertThat(scene.answerTo("2001:db8::/56", "www")).isEqualTo("21: 2 /32");
  }

  @Test
  void whatExplainSaysIsWhatTheClientGets() {
    var scene = scene(name("www").fenced(List.of("10.0.0.0/8"), "eu"));
    var steering = scene.compile("www");
    var home = scene.asker.subnet(HOME).at(0);
    assertThat(steering.ruleOf(home)).isEqualTo(1);
    assertThat(steering.explain(home).tiers())
        .extracting(Decision.Tier::name)
        .containsExactly(Scene.owner("eu"));
    var away = scene.asker.subnet(AWAY).at(0);
    assertThat(steering.ruleOf(away)).isZero();
    assertThat(steering.explain(away).tiers())
        .extracting(Decision.Tier::name)
        .containsExactly(Scene.owner("www"), Scene.owner("dr"));
  }

  @Test
  void hashAndRuleTogetherHoldForTheSmallerNetwork() {
    var hash = new NetworkHash(24, 56, NetworkHash.keyOf(new byte[0]));
    var scene =
        new Scene()
            .zone("www", 300, 1)
            .zone("eu", 300, 2, 3)
            .steer(name("eu").hash(1, hash))
            .steer(name("www").rule(List.of("10.0.0.0/8"), "eu"));
    assertThat(scene.answerTo("10.1.2.3/32", "www")).endsWith("/24");
    assertThat(scene.answerTo("192.0.2.3/32", "www")).endsWith("/1");
  }

  @Test
  void everyTierOfARuleIsWatched() {
    var plan = scene(name("www").rule(List.of("10.0.0.0/8"), "eu")).plan();
    assertThat(plan.usersOf(Scene.owner("eu"), Address.A)).hasSize(2);
  }
}
