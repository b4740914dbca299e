package org.pharosdns.cli.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a reload makes of a name of which a member or a tier has no result yet, while others are
/// known to be up or down.
class ReloadedTiersTest {
  private static final String DR = "dr A 192.0.2.11\n";
  private static final String CHECKED_DR = "[name.dr]\ncheck = \"told\"\n";
  private static final String BACKUP = "backup = [\"dr\"]\n";
  private static final String MANUAL = BACKUP + "failback = \"manual\"\n";

  @TempDir Path folder;

  private static String www(int... lastOctets) {
    var records = new StringBuilder(DR);
    for (var last : lastOctets) {
      records.append("www A 192.0.2.").append(last).append('\n');
    }
    return records.toString();
  }

  private static String steering(String rest) {
    return "[name.www]\ncheck = \"told\"\n" + rest;
  }

  /// `www` has the members 1, which is down, and 2, which is up; `dr` is up where it is checked.
  private FedZones halfUp(String steering) throws Exception {
    var zones = new FedZones(folder, www(1, 2), steering);
    zones.find(zones.all(), FedZones.UP);
    zones.find("192.0.2.1", FedZones.DOWN);
    return zones;
  }

  /// `www` is down, `dr` answers.
  private FedZones answeringFromDr(String steering) throws Exception {
    var zones = new FedZones(folder, www(1), steering);
    zones.find(zones.all(), FedZones.UP);
    zones.find("192.0.2.1", FedZones.DOWN);
    passTheDeadline(zones);
    assertThat(answer(zones)).isEqualTo("192.0.2.11");
    return zones;
  }

  private static void passTheDeadline(FedZones zones) throws Exception {
    wait(zones, 10);
  }

  private static void wait(FedZones zones, int seconds) throws Exception {
    for (var i = 0; i < seconds; i++) {
      zones.find(List.of(), FedZones.UP);
    }
    zones.zones().tick();
  }

  private static String answer(FedZones zones) throws Exception {
    return answer(zones, "192.0.2.200");
  }

  /// What a client is answered: an RCODE, or addresses.
  private static String answer(FedZones zones, String client) throws Exception {
    var explanation = zones.answers().explain("www.example.com", "A", client);
    return explanation.rcode().equals("NOERROR")
        ? String.join(" ", explanation.chosen().stream().sorted().toList())
        : explanation.rcode();
  }

  private static boolean isExhausted(FedZones zones) {
    return zones.steered().getFirst().isExhausted(zones.nowNanos());
  }

  @Test
  void aMemberInPlaceOfTheOnlyOneThatIsUpHoldsTheName() throws Exception {
    try (var zones = halfUp(steering(""))) {
      zones.load(www(1, 3), steering(""));
      assertThat(answer(zones)).isEqualTo("SERVFAIL");
      assertThat(isExhausted(zones)).isFalse();
      zones.find("192.0.2.3", FedZones.UP);
      assertThat(answer(zones)).isEqualTo("192.0.2.3");
    }
  }

  @Test
  void aMemberInPlaceOfTheOnlyOneThatIsUpHoldsTheNameUntilItsDeadline() throws Exception {
    try (var zones = halfUp(steering(""))) {
      passTheDeadline(zones);
      zones.load(www(1, 3), steering(""));
      wait(zones, 9);
      assertThat(answer(zones)).isEqualTo("SERVFAIL");
      wait(zones, 1);
      assertThat(answer(zones)).isEqualTo("192.0.2.1 192.0.2.3");
      assertThat(isExhausted(zones)).isTrue();
    }
  }

  @Test
  void anotherReloadDoesNotBeginTheDeadlineAnew() throws Exception {
    try (var zones = halfUp(steering(""))) {
      zones.load(www(1, 3), steering(""));
      wait(zones, 9);
      zones.load(www(1, 3) + "other A 192.0.2.5\n", steering("[name.other]\ncheck = \"told\"\n"));
      assertThat(answer(zones)).isEqualTo("SERVFAIL");
      wait(zones, 1);
      assertThat(isExhausted(zones)).isTrue();
    }
  }

  @Test
  void aNewMemberIsNotWaitedForWhereInitialIsOut() throws Exception {
    try (var zones = halfUp(steering("initial = \"out\"\n"))) {
      zones.load(www(1, 3), steering("initial = \"out\"\n"));
      assertThat(isExhausted(zones)).isTrue();
    }
  }

  @Test
  void aNewMemberAnswersAtOnceWhereInitialIsIn() throws Exception {
    try (var zones = halfUp(steering("initial = \"in\"\n"))) {
      zones.load(www(1, 3), steering("initial = \"in\"\n"));
      assertThat(answer(zones)).isEqualTo("192.0.2.3");
    }
  }

  @Test
  void theBackupAnswersForANewMemberAndIsNotStayedAt() throws Exception {
    try (var zones = halfUp(steering(MANUAL + CHECKED_DR))) {
      passTheDeadline(zones);
      zones.load(www(1, 3), steering(MANUAL + CHECKED_DR));
      assertThat(answer(zones)).isEqualTo("192.0.2.11");
      zones.find("192.0.2.3", FedZones.UP);
      assertThat(answer(zones)).isEqualTo("192.0.2.3");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hold", "out"})
  void theBackupIsStayedAtFromTheDeadlineOfANewMemberOn(String initial) throws Exception {
    var steering = steering("initial = \"" + initial + "\"\n" + MANUAL + CHECKED_DR);
    try (var zones = halfUp(steering)) {
      zones.load(www(1, 3), steering);
      passTheDeadline(zones);
      zones.find("192.0.2.3", FedZones.UP);
      assertThat(answer(zones)).isEqualTo("192.0.2.11");
    }
  }

  @Test
  void aTierThatIsLowUntilANewMemberHasAResultIsNotStayedAwayFrom() throws Exception {
    var steering = steering("min_healthy = 2\non_low = \"next\"\n" + MANUAL + CHECKED_DR);
    try (var zones = new FedZones(folder, www(1, 2), steering)) {
      zones.find(zones.all(), FedZones.UP);
      zones.load(www(1, 3), steering);
      assertThat(answer(zones)).isEqualTo("192.0.2.11");
      zones.find("192.0.2.3", FedZones.UP);
      assertThat(zones.tier("www")).isEqualTo("www");
    }
  }

  @Test
  void aNameWithAMemberThatIsUpIsNotHeldForANewOneEvenIfTooFewAreUp() throws Exception {
    var steering = steering("min_healthy = 2\non_low = \"next\"\n");
    try (var zones = halfUp(steering)) {
      assertThat(answer(zones)).isEqualTo("192.0.2.1 192.0.2.2");
      zones.load(www(1, 2, 3), steering);
      assertThat(answer(zones)).isEqualTo("192.0.2.1 192.0.2.2 192.0.2.3");
      zones.find("192.0.2.3", FedZones.UP);
      assertThat(answer(zones)).isEqualTo("192.0.2.2 192.0.2.3");
    }
  }

  @Test
  void anotherCheckOfTheBackupThatAnswersHoldsTheName() throws Exception {
    try (var zones = answeringFromDr(steering(BACKUP + CHECKED_DR))) {
      zones.load(www(1), steering(BACKUP + CHECKED_DR.replace("told", "other")));
      assertThat(answer(zones)).isEqualTo("SERVFAIL");
      assertThat(isExhausted(zones)).isFalse();
      zones.find("192.0.2.11", FedZones.UP);
      assertThat(answer(zones)).isEqualTo("192.0.2.11");
    }
  }

  @Test
  void anotherCheckOfTheBackupThatAnswersHoldsTheNameUntilItsDeadline() throws Exception {
    try (var zones = answeringFromDr(steering(BACKUP + CHECKED_DR))) {
      zones.load(www(1), steering(BACKUP + CHECKED_DR.replace("told", "other")));
      wait(zones, 9);
      assertThat(answer(zones)).isEqualTo("SERVFAIL");
      wait(zones, 1);
      assertThat(isExhausted(zones)).isTrue();
    }
  }

  @Test
  void theDeadlineIsThatOfTheNameWhoseBackupItIs() throws Exception {
    var backup = BACKUP + "initial_deadline = \"3s\"\n" + CHECKED_DR;
    try (var zones = answeringFromDr(steering(backup))) {
      zones.load(www(1), steering(backup.replace("told", "other")));
      wait(zones, 2);
      assertThat(answer(zones)).isEqualTo("SERVFAIL");
      wait(zones, 1);
      assertThat(isExhausted(zones)).isTrue();
    }
  }

  @Test
  void aCanonicalNameAsBackupIsWaitedForLikeAddresses() throws Exception {
    var records = "www A 192.0.2.1\ndr CNAME elsewhere.example.net.\n";
    var target = "member.\"elsewhere.example.net.\".target = \"192.0.2.11\"\n";
    try (var zones = new FedZones(folder, records, steering(BACKUP + CHECKED_DR + target))) {
      zones.find(zones.all(), FedZones.UP);
      zones.find("192.0.2.1", FedZones.DOWN);
      assertThat(zones.tier("www")).isEqualTo("dr");
      zones.load(records, steering(BACKUP + CHECKED_DR.replace("told", "other") + target));
      assertThat(answer(zones)).isEqualTo("SERVFAIL");
      passTheDeadline(zones);
      assertThat(isExhausted(zones)).isTrue();
    }
  }

  private static String otherCheckOf(String address) {
    return "member.\"" + address + "\".check = \"other\"\n";
  }

  @Test
  void anotherCheckOfTheOnlyMemberThatIsUpHoldsTheName() throws Exception {
    try (var zones = halfUp(steering(""))) {
      passTheDeadline(zones);
      zones.load(www(1, 2), steering(otherCheckOf("192.0.2.2")));
      assertThat(answer(zones)).isEqualTo("SERVFAIL");
      assertThat(isExhausted(zones)).isFalse();
      wait(zones, 9);
      assertThat(answer(zones)).isEqualTo("SERVFAIL");
      wait(zones, 1);
      assertThat(isExhausted(zones)).isTrue();
    }
  }

  @Test
  void aMemberThatIsUpByACheckThatIsReplacedIsWaitedFor() throws Exception {
    var any = "[name.www]\ncheck = { any = 1, of = [\"told\", \"down\"] }\n";
    try (var zones = new FedZones(folder, www(1), any)) {
      zones.find(zones.all(), FedZones.UP);
      passTheDeadline(zones);
      zones.load(www(1), any.replace("told", "other"));
      assertThat(answer(zones)).isEqualTo("SERVFAIL");
      passTheDeadline(zones);
      assertThat(isExhausted(zones)).isTrue();
    }
  }

  @Test
  void aMemberThatIsDownIsNotWaitedForBecauseItMayPassAnotherCheckInstead() throws Exception {
    try (var zones = new FedZones(folder, www(1), steering(""))) {
      zones.find(zones.all(), FedZones.DOWN);
      passTheDeadline(zones);
      zones.load(www(1), "[name.www]\ncheck = { any = 1, of = [\"told\", \"other\"] }\n");
      assertThat(isExhausted(zones)).isTrue();
    }
  }

  @Test
  void aMemberThatIsDownHoldsNothingWhateverElseItMustPass() throws Exception {
    try (var zones = new FedZones(folder, www(1), steering(""))) {
      zones.find(zones.all(), FedZones.DOWN);
      zones.load(www(1), "[name.www]\ncheck = [\"told\", \"other\"]\n");
      assertThat(isExhausted(zones)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {CHECKED_DR, ""})
  void theBackupAnswersUntilACorrectedCheckHasAResult(String dr) throws Exception {
    try (var zones = answeringFromDr(steering(BACKUP + dr))) {
      zones.load(www(1), steering(BACKUP + dr).replaceFirst("told", "other"));
      assertThat(answer(zones)).isEqualTo("192.0.2.11");
      zones.find("192.0.2.1", FedZones.UP);
      assertThat(answer(zones)).isEqualTo("192.0.2.1");
    }
  }

  @Test
  void theBackupAnswersBeyondTheDeadlineOfACorrectedCheck() throws Exception {
    try (var zones = answeringFromDr(steering(BACKUP + CHECKED_DR))) {
      zones.load(www(1), steering(BACKUP + CHECKED_DR).replaceFirst("told", "other"));
      passTheDeadline(zones);
      assertThat(answer(zones)).isEqualTo("192.0.2.11");
      assertThat(isExhausted(zones)).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10})
  void whatIsStayedAtIsStayedAtWhileACheckIsCorrected(int seconds) throws Exception {
    try (var zones = answeringFromDr(steering(MANUAL + CHECKED_DR))) {
      zones.load(www(1), steering(MANUAL + CHECKED_DR).replaceFirst("told", "other"));
      wait(zones, seconds);
      assertThat(answer(zones)).isEqualTo("192.0.2.11");
      zones.find("192.0.2.1", FedZones.UP);
      assertThat(answer(zones)).isEqualTo("192.0.2.11");
    }
  }

  private static final String PLACES = "www A 192.0.2.1\nwest A 192.0.2.21\neast A 192.0.2.31\n";

  private static final String RULES =
      """
      [name.www]
      check = "up"
      [[name.www.rule]]
      subnets = ["198.51.100.0/25"]
      tiers = ["west"]
      fenced = true
      [[name.www.rule]]
      subnets = ["198.51.100.128/25"]
      tiers = ["east"]
      fenced = true
      [name.west]
      check = "told"
      [name.east]
      check = "told"
      """;

  private static String otherCheckOfPlace(String steering, String name) {
    var entry = "[name." + name + "]\ncheck = ";
    return steering.replace(entry + "\"told\"", entry + "\"other\"");
  }

  private static String answers(FedZones zones) throws Exception {
    return answer(zones)
        + ", "
        + answer(zones, "198.51.100.1")
        + ", "
        + answer(zones, "198.51.100.129");
  }

  @Test
  void theClientsOfARuleAreHeldByThemselves() throws Exception {
    try (var zones = new FedZones(folder, PLACES, RULES)) {
      zones.find(zones.all(), FedZones.UP);
      assertThat(answers(zones)).isEqualTo("192.0.2.1, 192.0.2.21, 192.0.2.31");
      zones.load(PLACES, otherCheckOfPlace(RULES, "west"));
      assertThat(answers(zones)).isEqualTo("192.0.2.1, SERVFAIL, 192.0.2.31");
      zones.find("192.0.2.21", FedZones.UP);
      assertThat(answers(zones)).isEqualTo("192.0.2.1, 192.0.2.21, 192.0.2.31");
    }
  }

  @Test
  void theClientsOfEachRuleAreHeldUntilTheDeadlineOfTheirTiers() throws Exception {
    try (var zones = new FedZones(folder, PLACES, RULES)) {
      zones.find(zones.all(), FedZones.UP);
      var west = otherCheckOfPlace(RULES, "west");
      zones.load(PLACES, west);
      wait(zones, 4);
      zones.load(PLACES, otherCheckOfPlace(west, "east"));
      assertThat(answers(zones)).isEqualTo("192.0.2.1, SERVFAIL, SERVFAIL");
      wait(zones, 6);
      assertThat(answers(zones)).isEqualTo("192.0.2.1, 192.0.2.21, SERVFAIL");
      assertThat(isExhausted(zones)).as("the clients of the first rule have no tier").isTrue();
      assertThat(zones.zone().isMoving()).isTrue();
      wait(zones, 4);
      assertThat(answers(zones)).isEqualTo("192.0.2.1, 192.0.2.21, 192.0.2.31");
      assertThat(zones.zone().isMoving()).as("nothing is waited for any more").isFalse();
    }
  }

  @Test
  void whatFollowsANameDoesNotWaitForTheTiersOfItsRules() throws Exception {
    var records = PLACES + "@ MX 10 www\n@ MX 20 mail\nmail A 192.0.2.2\n";
    var steering =
        RULES.replace("check = \"up\"\n", "check = \"told\"\non_exhausted = \"nodata\"\n")
            + "[name.mail]\n[name.\"@\"]\nfollow = \"targets\"\n";
    try (var zones = new FedZones(folder, records, steering)) {
      zones.find(zones.all(), FedZones.UP);
      var www = steering.replaceFirst("told", "other");
      zones.load(records, www);
      wait(zones, 4);
      zones.load(records, otherCheckOfPlace(www, "east"));
      assertThat(mailHosts(zones)).hasSize(2);
      wait(zones, 6);
      assertThat(mailHosts(zones)).containsExactly("20 mail.example.com.");
    }
  }

  private static List<String> mailHosts(FedZones zones) throws Exception {
    return zones.answers().explain("example.com", "MX", null).chosen();
  }

  @Test
  void theClientsOfARuleStayWhereTheyAreOnlyAfterTheDeadline() throws Exception {
    var rules =
        RULES
            .replace("check = \"up\"\n", "check = \"up\"\nfailback = \"manual\"\n")
            .replace("tiers = [\"west\"]", "tiers = [\"west\", \"east\"]");
    try (var zones = new FedZones(folder, PLACES, rules)) {
      zones.find(zones.all(), FedZones.UP);
      var other = otherCheckOfPlace(rules, "west");
      zones.load(PLACES, other);
      assertThat(answers(zones)).isEqualTo("192.0.2.1, 192.0.2.31, 192.0.2.31");
      zones.find("192.0.2.21", FedZones.UP);
      assertThat(answers(zones)).isEqualTo("192.0.2.1, 192.0.2.21, 192.0.2.31");
      zones.load(PLACES, rules);
      passTheDeadline(zones);
      zones.find("192.0.2.21", FedZones.UP);
      assertThat(answers(zones)).isEqualTo("192.0.2.1, 192.0.2.31, 192.0.2.31");
    }
  }

  @Test
  void aNameThatIsHeldFromTheStartWaitsForAllAlsoAfterAReload() throws Exception {
    try (var zones = new FedZones(folder, www(1), steering(BACKUP + CHECKED_DR))) {
      zones.find("192.0.2.11", FedZones.UP);
      assertThat(answer(zones)).isEqualTo("SERVFAIL");
      zones.load(www(1, 2), steering(BACKUP + CHECKED_DR));
      zones.find("192.0.2.1", FedZones.UP);
      assertThat(answer(zones)).isEqualTo("SERVFAIL");
      zones.find("192.0.2.2", FedZones.DOWN);
      assertThat(answer(zones)).isEqualTo("192.0.2.1");
    }
  }

  @Test
  void aNameThatIsHeldFromTheStartIsHeldNoLongerForMembersThatReloadsBring() throws Exception {
    try (var zones = new FedZones(folder, www(1, 2), steering(""))) {
      zones.find("192.0.2.1", FedZones.UP);
      for (var last = 3; last < 6; last++) {
        assertThat(answer(zones)).isEqualTo("SERVFAIL");
        wait(zones, 3);
        zones.load(www(1, 2, last), steering(""));
      }
      wait(zones, 1);
      assertThat(answer(zones)).isEqualTo("192.0.2.1");
    }
  }

  @Test
  void aNameThatHasAnsweredIsAtNoStartAnyMore() throws Exception {
    try (var zones = new FedZones(folder, www(1), steering(""))) {
      var www = zones.steered().getFirst();
      assertThat(zones.zone().startingSince(www.owner(), www.type())).isNotNull();
      zones.find("192.0.2.1", FedZones.UP);
      assertThat(zones.zone().startingSince(www.owner(), www.type())).isNull();
    }
  }

  @Test
  void aNameThatAReloadBringsIsHeldUntilAllHaveAResult() throws Exception {
    var named = "new A 192.0.2.7\nnew A 192.0.2.8\n";
    var steering = steering("[name.new]\ncheck = \"told\"\n");
    try (var zones = halfUp(steering(""))) {
      zones.load(www(1, 2) + named, steering);
      assertThat(zones.steered().get(1).isHeld(zones.nowNanos())).isTrue();
      zones.find("192.0.2.7", FedZones.UP);
      assertThat(zones.steered().get(1).isHeld(zones.nowNanos())).isTrue();
      zones.find("192.0.2.8", FedZones.DOWN);
      assertThat(zones.steered().get(1).isHeld(zones.nowNanos())).isFalse();
    }
  }
}
