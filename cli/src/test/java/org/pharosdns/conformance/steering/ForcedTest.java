package org.pharosdns.conformance.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an operator says instead of the checks: up, down, drain, auto.
class ForcedTest {
  @TempDir static Path folder;
  static LiveServer server;

  @BeforeAll
  static void start() {
    server = LiveServer.start(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Endpoint pass() {
    return server.endpoint(Behaviour.PASS);
  }

  /// A name `www` of two members, and one whose members are unchecked, `plain`.
  private static LiveZone two(Endpoint a, Endpoint b, String... keys) {
    return server.zone(
        "www A %s\nwww A %s\n".formatted(a, b),
        Checks.web() + "[name.www]\ncheck = \"web\"\n" + String.join("\n", keys) + "\n");
  }

  @Test
  void downTakesAMemberOutOfTheVeryNextAnswerAndAutoGivesTheRealVerdictAtOnce() {
    var a = pass();
    var b = pass();
    var zone = two(a, b);
    zone.awaitMembers("www A", a, b);
    zone.done("down", a.address(), "--reason", "new disk");
    assertThat(zone.members("www A")).isEqualTo("NOERROR " + b);
    var status = zone.status("www", a);
    assertThat(status.get("verdict").stringValue()).isEqualTo("up");
    assertThat(status.get("forced").stringValue()).isEqualTo("down");
    assertThat(status.get("effective").stringValue()).isEqualTo("down");
    assertThat(status.get("reason").stringValue()).isEqualTo("forced-down: new disk");
    assertThat(status.get("ttl").isNull()).isTrue();
    zone.done("auto", a.address());
    assertThat(zone.members("www A")).isEqualTo("NOERROR " + a + ", " + b);
    assertThat(zone.status("www", a).get("forced").isNull()).isTrue();
  }

  @Test
  void autoOfADeadMemberGivesItsRealVerdictAtOnce() {
    var a = server.endpoint(Behaviour.REFUSE);
    var b = pass();
    var zone = two(a, b);
    zone.awaitMembers("www A", b);
    zone.done("up", "www.{}/" + a);
    assertThat(zone.members("www A")).isEqualTo("NOERROR " + a + ", " + b);
    assertThat(zone.explain("www A").get("promise").get("state").stringValue())
        .isEqualTo("suspended");
    zone.done("auto", "www.{}/" + a);
    assertThat(zone.members("www A")).isEqualTo("NOERROR " + b);
  }

  @Test
  void aForcedUpMemberIsAnsweredWithTheFreshTtlWhateverProbesSay() {
    var a = server.endpoint(Behaviour.REFUSE);
    var b = pass();
    var zone = two(a, b, "failover_budget = \"20s\"");
    zone.awaitMembers("www A", b);
    var fresh = zone.ttl("www A");
    zone.done("up", "www.{}/" + a);
    assertThat(zone.ask("www A")).isEqualTo("NOERROR %d %s, %d %s".formatted(fresh, a, fresh, b));
  }

  @Test
  void forcedTtlIsThatOfAForcedUpMember() {
    var a = server.endpoint(Behaviour.REFUSE);
    var b = pass();
    var zone = two(a, b, "failover_budget = \"20s\"", "forced_ttl = \"7s\"");
    zone.awaitMembers("www A", b);
    zone.done("up", "www.{}/" + a);
    assertThat(zone.ttl("www A")).isEqualTo(7);
  }

  @Test
  void aDrainedMemberIsStillProbedAndNotResurrectedWhenAllElseIsDown() {
    var a = pass();
    var b = pass();
    var zone = two(a, b);
    zone.awaitMembers("www A", a, b);
    zone.done("drain", a.address());
    assertThat(zone.members("www A")).isEqualTo("NOERROR " + b);
    var probes = a.probes().size();
    b.become(Behaviour.REFUSE);
    zone.awaitVerdict("www", b, "down");
    assertThat(zone.members("www A")).isEqualTo("NOERROR " + b);
    assertThat(zone.status("www", a).get("effective").stringValue()).isEqualTo("drain");
    Eventually.holds("still probed", () -> a.probes().size() > probes + 1);
  }

  @Test
  void forReleasesByItself() {
    var a = pass();
    var b = pass();
    var zone = two(a, b);
    zone.awaitMembers("www A", a, b);
    var said = System.nanoTime();
    zone.done("down", a.address(), "--for", "2s");
    assertThat(zone.members("www A")).isEqualTo("NOERROR " + b);
    var released = zone.awaitMembers("www A", a, b);
    assertThat(Duration.ofNanos(released - said))
        .isBetween(Duration.ofMillis(1900), Duration.ofSeconds(8));
  }

  @Test
  void aLaterForcedStateWins() {
    var a = pass();
    var b = pass();
    var zone = two(a, b);
    zone.awaitMembers("www A", a, b);
    zone.done("down", "www.{}/" + a);
    zone.done("up", "www.{}");
    assertThat(zone.members("www A")).isEqualTo("NOERROR " + a + ", " + b);
    zone.done("drain", "www.{}/" + b);
    assertThat(zone.members("www A")).isEqualTo("NOERROR " + a);
    zone.done("auto", "www.{}/" + b);
    assertThat(zone.status("www", b).get("forced").isNull()).isTrue();
    assertThat(zone.status("www", a).get("forced").stringValue()).isEqualTo("up");
    zone.done("auto", "www.{}");
    assertThat(zone.status("www", a).get("forced").isNull()).isTrue();
  }

  @Test
  void aGlobMeansAllAddressesThatItMatches() {
    var zone =
        server.zone("www A 100.64.1.1\nwww A 100.64.1.2\nwww A 100.64.2.1\n", "[name.www]\n");
    zone.done("down", "100.64.1.*");
    assertThat(zone.members("www A")).isEqualTo("NOERROR 100.64.2.1");
    zone.done("auto", "100.64.1.2");
    assertThat(zone.members("www A")).isEqualTo("NOERROR 100.64.1.2, 100.64.2.1");
    zone.done("auto", "100.64.1.*");
    assertThat(zone.members("www A")).isEqualTo("NOERROR 100.64.1.1, 100.64.1.2, 100.64.2.1");
  }

  @Test
  void anAddressMeansItWhereverItOccursAndOwnerAndAddressOneMember() {
    var zone =
        server.zone(
            "a A 203.0.113.1\na A 203.0.113.2\nb A 203.0.113.1\nb A 203.0.113.2\n",
            "[name.a]\n[name.b]\n");
    zone.done("down", "203.0.113.1");
    assertThat(zone.members("a A")).isEqualTo("NOERROR 203.0.113.2");
    assertThat(zone.members("b A")).isEqualTo("NOERROR 203.0.113.2");
    zone.done("auto", "a.{}/203.0.113.1");
    assertThat(zone.members("a A")).isEqualTo("NOERROR 203.0.113.1, 203.0.113.2");
    assertThat(zone.members("b A")).isEqualTo("NOERROR 203.0.113.2");
    zone.done("auto", "203.0.113.*");
  }

  @Test
  void toLeaveANameWithoutAnyMemberOfItsOwnIsRefused() {
    var zone =
        server.zone(
            "www A 192.0.2.31\nwww A 192.0.2.32\ndr A 192.0.2.33\n",
            "[name.www]\nbackup = [\"dr\"]\n[name.dr]\n");
    var refused = zone.tell("down", "www.{}");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("--allow-empty");
    assertThat(zone.members("www A")).isEqualTo("NOERROR 192.0.2.31, 192.0.2.32");
    zone.done("down", "192.0.2.31");
    assertThat(zone.tell("drain", "192.0.2.32").code()).isEqualTo(1);
    assertThat(zone.members("www A")).isEqualTo("NOERROR 192.0.2.32");
    zone.done("down", "www.{}", "--allow-empty");
    assertThat(zone.members("www A")).isEqualTo("NOERROR 192.0.2.33");
    zone.done("auto", "192.0.2.3?");
  }

  @Test
  void aNameThatIsEmptyAlreadyDoesNotStandInTheWayOfAnother() {
    var zone =
        server.zone(
            "a A 192.0.2.71\na A 192.0.2.72\nb A 192.0.2.71\n",
            "[name.a]\n[name.b]\ncheck = \"down\"\n");
    zone.done("drain", "192.0.2.71");
    assertThat(zone.members("a A")).isEqualTo("NOERROR 192.0.2.72");
    zone.done("auto", "192.0.2.71");
  }

  @Test
  void aMemberOfAnUncheckedTierMayBeForcedAsLongAsOneIsLeft() {
    var zone =
        server.zone(
            "www A 192.0.2.41\ndr A 192.0.2.42\ndr A 192.0.2.43\n",
            "[name.www]\nbackup = [\"dr\"]\n");
    zone.done("down", "192.0.2.42");
    zone.done("down", "192.0.2.41", "--allow-empty");
    assertThat(zone.members("www A")).isEqualTo("NOERROR 192.0.2.43");
    assertThat(zone.tell("down", "192.0.2.43").code()).isEqualTo(1);
    zone.done("auto", "192.0.2.4?");
  }

  @Test
  void aWhatThatMatchesNothingChangesNothingAtAll() {
    var zone = server.zone("www A 192.0.2.51\nwww A 192.0.2.52\n", "[name.www]\n");
    var told = zone.tell("down", "192.0.2.51", "192.0.2.99");
    assertThat(told.code()).isEqualTo(1);
    assertThat(told.err()).contains("192.0.2.99");
    assertThat(zone.members("www A")).isEqualTo("NOERROR 192.0.2.51, 192.0.2.52");
    assertThat(zone.tell("auto", "nobody.{}").code()).isEqualTo(1);
    assertThat(zone.tell("down", "192.0.2.51", "--for", "soon").code()).isEqualTo(2);
    assertThat(zone.members("www A")).isEqualTo("NOERROR 192.0.2.51, 192.0.2.52");
  }

  @Test
  void allForcedDownAnswersAsNodataThoughExhaustedNamesAreOpen() {
    var zone = server.zone("www A 192.0.2.61\nwww A 192.0.2.62\n", "[name.www]\n");
    zone.done("down", "www.{}", "--allow-empty");
    var reply = zone.reply("www A");
    assertThat(LiveZone.summary(reply)).isEqualTo("NOERROR");
    assertThat(reply.authority()).singleElement().extracting("ttlSeconds").isEqualTo(15L);
    zone.done("auto", "www.{}");
  }

  @Test
  void forcedStatesAreDurableOverAKillAndApplyBeforeTheFirstAnswer() {
    var a = pass();
    var b = pass();
    try (var own = LiveServer.in(folder.resolve("killed"), "")) {
      var zone =
          own.files(
              "www A %s\nwww A %s\n".formatted(a, b),
              Checks.web() + "[name.www]\ncheck = \"web\"\n");
      own.start();
      zone.awaitMembers("www A", a, b);
      zone.done("down", a.address(), "--reason", "kept");
      own.kill();
      own.start();
      for (var i = 0; i < 200; i++) {
        assertThat(zone.members("www A")).doesNotContain(a.address());
      }
      zone.awaitMembers("www A", b);
      assertThat(zone.status("www", a).get("reason").stringValue()).isEqualTo("forced-down: kept");
      zone.done("auto", a.address());
      own.kill();
      own.start();
      zone.awaitMembers("www A", a, b);
    }
  }
}
