package org.pharosdns.zone.steer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pharosdns.zone.steer.NameBuilder.name;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SteeringValidatorTest {
  private static final int NS = 2;

  /// More names in a row than a walk that calls itself has stack for.
  private static final int LONG = 20_000;

  private static Scene scene() {
    return new Scene().zone("www", 300, 1, 2).zone("dr", 300, 9);
  }

  private static List<String> messages(Scene scene) {
    return SteeringValidator.validate(scene.steering(), scene).stream()
        .map(problem -> problem.message())
        .toList();
  }

  private static List<byte[]> names(String name) {
    return List.of(Scene.owner(name).wire());
  }

  @Test
  void soundSteeringHasNoProblem() {
    assertThat(messages(scene().steer(name("www").check("web").backup("dr").weight(1, 5))))
        .isEmpty();
  }

  @Test
  void memberMustBeInTheZone() {
    assertThat(messages(scene().steer(name("www").weight(7, 5))))
        .containsExactly("192.0.2.7 is not an address of www");
  }

  @Test
  void ownerMustHaveAddresses() {
    assertThat(messages(scene().steer(name("mail"))))
        .containsExactly("mail has no A or AAAA records in the zone, and no CNAME");
    assertThat(messages(scene().steer(name("www").types(Address.AAAA))))
        .containsExactly("www has no AAAA records in the zone");
  }

  @Test
  void nameserverCannotBeSteered() {
    assertThat(messages(scene().rrset("@", NS, 300, names("www")).steer(name("www"))))
        .containsExactly(
            "www.example.com. is a nameserver of example.com.; such names cannot be steered");
  }

  @Test
  void wildcardThatAnswersForNameserverCannotBeSteered() {
    var scene = scene().zone("*", 300, 5).rrset("@", NS, 300, names("ns9"));
    assertThat(messages(scene.steer(name("*"))))
        .containsExactly(
            "*.example.com. answers for ns9.example.com., a nameserver of example.com.; such names"
                + " cannot be steered");
    assertThat(messages(scene.zone("ns9", 300, 6))).isEmpty();
  }

  @Test
  void wildcardMayBeSteeredThatOnlyGlueWouldFallUnder() {
    var scene = scene().zone("*", 300, 5).rrset("sub", NS, 300, names("ns.sub"));
    assertThat(messages(scene.steer(name("*")))).isEmpty();
  }

  @Test
  void glueCannotBeSteered() {
    var scene = scene().rrset("sub", NS, 300, names("ns.sub")).zone("ns.sub", 300, 5);
    assertThat(messages(scene.steer(name("ns.sub"))))
        .singleElement()
        .asString()
        .contains("glue below the zone cut sub.example.com.");
  }

  @Test
  void tiersMustNotLoop() {
    assertThat(messages(scene().steer(name("www").backup("www"))))
        .containsExactly("tiers loop: www leads back to the name itself");
    assertThat(messages(scene().steer(name("www").backup("dr")).steer(name("dr").backup("www"))))
        .containsExactly(
            "tiers loop: dr leads back to the name itself",
            "tiers loop: www leads back to the name itself");
  }

  @Test
  void aliasOfATierMustNotLeadBackEither() {
    var scene =
        scene().cname("sorry", 300, "other.example.com").cname("other", 300, "www.example.com");
    assertThat(messages(scene.steer(name("www").backup("sorry"))))
        .containsExactly("tiers loop: sorry leads back to the name itself");
  }

  @Test
  void whatOnlyLeadsToALoopIsNoLoop() {
    var scene =
        scene()
            .zone("far", 300, 3)
            .steer(name("far").backup("www"))
            .steer(name("www").backup("dr"))
            .steer(name("dr").trickle("www", 1));
    assertThat(messages(scene))
        .containsExactly(
            "tiers loop: dr leads back to the name itself",
            "tiers loop: www leads back to the name itself");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void chainOfTiersMayBeAsLongAsItLikes(boolean byBackup) {
    assertThat(messages(chain(byBackup, LONG))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void everyNameOfALongRingOfTiersLoops(boolean byBackup) {
    var ring = chain(byBackup, LONG).steer(leading(byBackup, LONG, 0));
    assertThat(messages(ring))
        .hasSize(1001)
        .startsWith("tiers loop: n1 leads back to the name itself")
        .endsWith("and %d more errors".formatted(LONG + 1 - 1000));
  }

  /// The name of each number leads to the next, the last to none.
  private static Scene chain(boolean byBackup, int names) {
    var scene = new Scene().zone("n" + names, 300, 1);
    for (var i = 0; i < names; i++) {
      scene = scene.zone("n" + i, 300, 1).steer(leading(byBackup, i, i + 1));
    }
    return scene;
  }

  private static NameBuilder leading(boolean byBackup, int from, int to) {
    return byBackup ? name("n" + from).backup("n" + to) : name("n" + from).trickle("n" + to, 1);
  }

  @Test
  void tierMustExist() {
    assertThat(messages(scene().steer(name("www").backup("nope", "dr", "dr"))))
        .containsExactly(
            "tier nope has no A, AAAA or CNAME records in the zone", "tier dr is named twice");
  }

  @Test
  void unlistedAddressIsAnErrorWhereSoConfigured() {
    assertThat(messages(scene().steer(name("www").weight(1, 5).listedOnly())))
        .containsExactly("192.0.2.2 of www is in the zone file but in no weights or member");
  }

  @Test
  void tiersOfRulesAndOfTrickleAreTiersLikeAnyOther() {
    assertThat(messages(scene().steer(name("www").rule(List.of("10.0.0.0/8"), "nope", "www"))))
        .containsExactly("tier nope has no A, AAAA or CNAME records in the zone");
    assertThat(messages(scene().steer(name("www").trickle("nope", 1))))
        .containsExactly("tier nope has no A, AAAA or CNAME records in the zone");
    assertThat(messages(scene().steer(name("www").trickle("www", 1))))
        .containsExactly("tiers loop: www leads back to the name itself");
    assertThat(
            messages(
                scene()
                    .steer(name("www").rule(List.of("10.0.0.0/8"), "dr"))
                    .steer(name("dr").backup("www"))))
        .containsExactly(
            "tiers loop: dr leads back to the name itself",
            "tiers loop: www leads back to the name itself");
  }

  @Test
  void onePrefixOrRegionStandsInOneRuleOnly() {
    var name =
        name("www")
            .rule(List.of("10.0.0.0/8", "country:DE"), "dr")
            .rule(List.of("10.0.0.0/9", "10.0.0.0/8", "country:DE"), "www");
    assertThat(messages(scene().steer(name)))
        .containsExactly("10.0.0.0/8 stands in two rules of www", "DE stands in two rules of www");
  }

  @Test
  void eitherAllMembersHaveAGroupOrNone() {
    var one = name("www").multi(0, Selection.Groups.ONE_GROUP).group(1, 5, "a");
    assertThat(messages(scene().steer(one)))
        .containsExactly("192.0.2.2 of www has no group: all members need one");
    assertThat(messages(scene().steer(one.group(2, 5, "b")))).isEmpty();
  }

  @Test
  void groupNeedsGroups() {
    assertThat(messages(scene().steer(name("www").weighted(0).group(1, 5, "a"))))
        .containsExactly("the group of 192.0.2.1 means nothing without groups");
  }

  @Test
  void nameWithAllMembersOffIsRefused() {
    assertThat(messages(scene().steer(name("dr").weight(9, new Weight.Off()))))
        .containsExactly("every member of dr is off");
  }

  @Test
  void familyWithAllMembersOffIsAWarning() {
    var off = new Weight.Off();
    var v6 = Address.parse("2001:db8::1");
    var scene = scene().rrset("www", Address.AAAA, 300, List.of(v6.octets()));
    assertThat(
            SteeringValidator.validate(
                scene.steer(name("www").member(v6, off, null)).steering(), scene))
        .singleElement()
        .matches(problem -> !problem.isError())
        .extracting(problem -> problem.message())
        .isEqualTo("every AAAA member of www is off");
    var both = scene().rrset("dr", Address.AAAA, 300, List.of(v6.octets()));
    assertThat(messages(both.steer(name("dr").member(v6, off, null).weight(9, off))))
        .containsExactly("every member of dr is off");
  }

  @Test
  void minHealthyAboveTheNumberOfMembersIsAWarning() {
    assertThat(messages(scene().steer(name("dr").minHealthy(new MinHealthy.Count(2)))))
        .containsExactly("min_healthy is 2 but there are only 1 members: the tier is always low");
  }

  @Test
  void allProblemsComeAtOnce() {
    var scene = scene().steer(name("www").weight(7, 1).backup("nope")).steer(name("mail"));
    assertThat(messages(scene)).hasSize(3);
  }

  @Test
  void tierOfMoreAddressesThanAnAnswerHoldsIsRefused() {
    var many = new ArrayList<byte[]>();
    for (var i = 0; i <= Choice.MOST_RECORDS; i++) {
      many.add(new byte[] {10, 0, (byte) (i >> 8), (byte) i});
    }
    var scene = scene().rrset("many", Address.A, 300, many).steer(name("www").backup("many"));
    assertThat(messages(scene))
        .containsExactly("many has 257 addresses of one type; at most 256 can be steered");
    var enough = scene().rrset("many", Address.A, 300, many.subList(0, Choice.MOST_RECORDS));
    assertThat(messages(enough.steer(name("many")))).isEmpty();
  }

  @Test
  void aTierIsNotTooLargeForTheTypesThatOnlyItBringsEither() {
    var addresses = new ArrayList<byte[]>();
    for (var i = 0; i < 300; i++) {
      addresses.add(new byte[] {10, 0, (byte) (i >> 8), (byte) i});
    }
    var scene = new Scene().cname("shop", 300, "shop.example.net");
    scene.rrset("pool", Address.A, 300, addresses);
    assertThat(messages(scene.steer(name("shop").types(HostName.CNAME).backup("pool"))))
        .containsExactly("pool has 300 addresses of one type; at most 256 can be steered");
  }
}
