package org.pharosdns.conformance.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From probes to verdicts, section 1 of what steering means.
class VerdictsTest {
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

  private static Endpoint endpoint(Behaviour behaviour) {
    return server.endpoint(behaviour);
  }

  private static LiveZone zone(List<Endpoint> members, String check, String keys) {
    var records = new StringBuilder();
    members.forEach(member -> records.append("www A ").append(member).append('\n'));
    return server.zone(records.toString(), check + "[name.www]\n" + keys + "\n");
  }

  @Test
  void theFirstProbeStartsWithinASecondOfLoadingThoughNobodyAsks() {
    var first = endpoint(Behaviour.PASS);
    var loaded = System.nanoTime();
    zone(
        List.of(first),
        Checks.web("interval = \"60s\"").replaceFirst("(?m)^interval = \"400ms\"$", ""),
        "check = \"web\"");
    var probed = Eventually.holds("probed", () -> !first.probes().isEmpty());
    assertThat(Duration.ofNanos(probed - loaded)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void probesGoOnThoughNobodyAsksAndAreNeverFurtherApartThanIntervalAndJitter() {
    var member = endpoint(Behaviour.PASS);
    zone(List.of(member), Checks.web(), "check = \"web\"");
    Eventually.holds("probed 12 times", () -> member.probes().size() >= 12);
    var gaps = new ArrayList<Long>();
    for (var i = 2; i < 12; i++) {
      gaps.add((member.probes().get(i) - member.probes().get(i - 1)) / 1_000_000);
    }
    gaps.sort(Comparator.naturalOrder());
    assertThat(gaps.get(gaps.size() / 2)).isBetween(360L, 440L);
    assertThat(gaps.getFirst()).isGreaterThan(200);
  }

  @Test
  void anEqualCheckAndTargetIsOneMonitorHoweverManyNamesUseIt() {
    var member = endpoint(Behaviour.PASS);
    server.zone(
        "a A %s\nb A %s\nc A %s\n".formatted(member, member, member),
        Checks.web("host = \"a.example\"")
            + "[name.a]\ncheck = \"web\"\n[name.b]\ncheck = \"web\"\n[name.c]\ncheck = \"web\"\n");
    Eventually.holds("probed 5 times", () -> member.probes().size() >= 5);
    var span = member.probes().get(4) - member.probes().get(0);
    assertThat(span).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(3 * 400L));
  }

  @Test
  void theFirstResultDecidesAlone() {
    var up = endpoint(Behaviour.PASS);
    var down = endpoint(Behaviour.REFUSE);
    var zone =
        zone(
            List.of(up, down),
            Checks.web("fall = 9", "rise = 9"),
            "check = \"web\"\nfailover_budget = \"60s\"");
    zone.awaitVerdict("www", up, "up");
    zone.awaitVerdict("www", down, "down");
    assertThat(zone.members("www A")).isEqualTo("NOERROR " + up);
  }

  @Test
  void fallFailuresInARowMakeAnUpMonitorDownAndTheOnesBeforeItSuspect() {
    var member = endpoint(Behaviour.PASS);
    var other = endpoint(Behaviour.PASS);
    var zone = zone(List.of(member, other), Checks.web("fall = 4"), "check = \"web\"");
    zone.awaitMembers("www A", member, other);
    member.become(Behaviour.UNAVAILABLE);
    zone.awaitVerdict("www", member, "suspect");
    assertThat(zone.status("www", member).get("reason").stringValue())
        .isEqualTo("suspect: status-503");
    var probes = member.probes().size();
    zone.awaitVerdict("www", member, "down");
    assertThat(member.probes().size() - probes).isBetween(2, 4);
  }

  @Test
  void onePassResetsTheCountOfFailures() {
    var member = endpoint(Behaviour.PASS);
    var zone = zone(List.of(member), Checks.web("fall = 3"), "check = \"web\"");
    zone.awaitVerdict("www", member, "up");
    for (var round = 0; round < 3; round++) {
      member.become(Behaviour.UNAVAILABLE);
      zone.awaitVerdict("www", member, "suspect");
      member.become(Behaviour.PASS);
      zone.awaitVerdict("www", member, "up");
    }
    assertThat(zone.status("www", member).get("transitions").intValue()).isZero();
  }

  @Test
  void risePassesInARowMakeADownMonitorUp() {
    var member = endpoint(Behaviour.UNAVAILABLE);
    var zone = zone(List.of(member), Checks.web("rise = 4"), "check = \"web\"");
    zone.awaitVerdict("www", member, "down");
    member.become(Behaviour.PASS);
    var before = member.probes().size();
    zone.awaitVerdict("www", member, "up");
    assertThat(member.probes().size() - before).isBetween(4, 5);
  }

  @Test
  void leakyFailuresAccumulateUntilPassesInARowClearThem() {
    var member = endpoint(Behaviour.PASS);
    var zone =
        zone(
            List.of(member),
            Checks.web("fall = 6", "rise = 50", "leaky = { ok_run = 50 }"),
            "check = \"web\"\nfailover_budget = \"60s\"");
    zone.awaitVerdict("www", member, "up");
    var rounds = 0;
    for (var verdict = "up"; !verdict.equals("down"); rounds++) {
      assertThat(rounds).isLessThan(12);
      member.become(Behaviour.UNAVAILABLE);
      Eventually.holds("it fails", () -> !zone.verdict("www", member).equals("up"));
      member.become(Behaviour.PASS);
      Eventually.holds("it passes", () -> !zone.verdict("www", member).equals("suspect"));
      verdict = zone.verdict("www", member);
    }
    assertThat(rounds).isGreaterThan(1);
  }

  @Test
  void eachKindOfFailureHasItsReason() {
    var refuse = endpoint(Behaviour.REFUSE);
    var hang = endpoint(Behaviour.HANG);
    var unavailable = endpoint(Behaviour.UNAVAILABLE);
    var drip = endpoint(Behaviour.DRIP);
    var body = endpoint(Behaviour.WRONG_BODY);
    var zone =
        zone(List.of(refuse, hang, unavailable, drip, body), Checks.web(), "check = \"web\"");
    for (var member : List.of(refuse, hang, unavailable, drip, body)) {
      zone.awaitVerdict("www", member, "down");
    }
    assertThat(zone.status("www", refuse).get("reason").stringValue()).isEqualTo("down: refused");
    assertThat(zone.status("www", hang).get("reason").stringValue()).isEqualTo("down: timeout");
    assertThat(zone.status("www", unavailable).get("reason").stringValue())
        .isEqualTo("down: status-503");
    assertThat(zone.status("www", drip).get("reason").stringValue()).isEqualTo("down: timeout");
    assertThat(zone.status("www", body).get("reason").stringValue()).isEqualTo("down: body");
  }

  @Test
  void allChecksMustPass() {
    var member = endpoint(Behaviour.PASS);
    var other = endpoint(Behaviour.PASS);
    var zone =
        server.zone(
            "www A %s\nwww A %s\n".formatted(member, other),
            Checks.web()
                + Checks.named("here", "path = \"/here\"")
                + "[name.www]\ncheck = [\"web\", \"here\"]\n");
    zone.awaitMembers("www A", member, other);
    member.become(Behaviour.WRONG_BODY);
    zone.awaitMembers("www A", other);
  }

  @Test
  void anyOfTheChecksMayBeEnough() {
    var member = endpoint(Behaviour.PASS);
    var zone =
        server.zone(
            "www A %s\nall A %s\n".formatted(member, member),
            Checks.web()
                + """
                [check.no]
                type = "down"
                [name.www]
                check = { any = 1, of = ["web", "no"] }
                on_exhausted = "nodata"
                [name.all]
                check = { any = 2, of = ["web", "no"] }
                on_exhausted = "nodata"
                """);
    zone.awaitMembers("www A", member);
    Eventually.gives("NOERROR", () -> zone.members("all A"));
    assertThat(zone.status("www", member).get("evidence_age").isNumber()).isTrue();
    assertThat(zone.status("all", member).get("evidence_age").isNull()).isTrue();
  }

  @Test
  void addressesOfTheTwoFamiliesAreJudgedApart() {
    var four = endpoint(Behaviour.PASS);
    var six = endpoint(Behaviour.UNAVAILABLE);
    var zone =
        server.zone(
            "www A %s\nwww AAAA 2001:db8:1:2:3:4:5:6\nwww TXT \"here\"\n".formatted(four),
            Checks.web()
                + """
                [name.www]
                check = "web"
                on_exhausted = "nodata"
                [name.www.member."2001:db8:1:2:3:4:5:6"]
                target = "%s"
                """
                    .formatted(six));
    zone.awaitMembers("www A", four);
    Eventually.gives("NOERROR", () -> zone.members("www AAAA"));
    assertThat(zone.members("www TXT")).isEqualTo("NOERROR \"here\"");
    six.become(Behaviour.PASS);
    four.become(Behaviour.UNAVAILABLE);
    zone.awaitMembers("www AAAA", "2001:db8:1:2:3:4:5:6");
    Eventually.gives("NOERROR", () -> zone.members("www A"));
  }

  @Test
  void aSuspectIsLeftOutAtOnceAndThatIsNoTransition() {
    var member = endpoint(Behaviour.PASS);
    var other = endpoint(Behaviour.PASS);
    var zone =
        zone(
            List.of(member, other),
            Checks.web("fall = 20"),
            "check = \"web\"\nfailover_budget = \"60s\"");
    zone.awaitMembers("www A", member, other);
    var broken = member.become(Behaviour.REFUSE);
    var gone = zone.awaitMembers("www A", other);
    assertThat(Duration.ofNanos(gone - broken)).isLessThan(Duration.ofSeconds(4));
    assertThat(zone.verdict("www", member)).isEqualTo("suspect");
    assertThat(zone.status("www", member).get("transitions").intValue()).isZero();
    assertThat(zone.status("www", member).get("effective").stringValue()).isEqualTo("up");
    assertThat(server.log()).doesNotContain(member + ":" + Endpoint.port() + ": up -> suspect");
  }

  @Test
  void aSuspectStaysWhenFewerThanMinHealthyOthersRemain() {
    var member = endpoint(Behaviour.PASS);
    var other = endpoint(Behaviour.PASS);
    var zone =
        zone(
            List.of(member, other),
            Checks.web("fall = 20"),
            "check = \"web\"\nmin_healthy = 2\nfailover_budget = \"60s\"");
    zone.awaitMembers("www A", member, other);
    member.become(Behaviour.REFUSE);
    zone.awaitVerdict("www", member, "suspect");
    assertThat(zone.members("www A")).isEqualTo("NOERROR " + member + ", " + other);
  }

  @Test
  void standbyMembersDoNotCountWhenASuspectIsWeighed() {
    var member = endpoint(Behaviour.PASS);
    var standby = endpoint(Behaviour.PASS);
    var zone =
        zone(
            List.of(member, standby),
            Checks.web("fall = 20"),
            "check = \"web\"\nweights = { \"%s\" = \"standby\" }\nfailover_budget = \"60s\""
                .formatted(standby));
    zone.awaitMembers("www A", member);
    member.become(Behaviour.REFUSE);
    zone.awaitVerdict("www", member, "suspect");
    Eventually.keeps(
        "the suspect is answered",
        Duration.ofMillis(500),
        () -> zone.members("www A").equals("NOERROR " + member));
  }

  @Test
  void aSuspectThatIsKeptIsAnswered() {
    var member = endpoint(Behaviour.PASS);
    var other = endpoint(Behaviour.PASS);
    var zone =
        zone(
            List.of(member, other),
            Checks.web("fall = 20"),
            "check = \"web\"\nsuspect = \"keep\"\nfailover_budget = \"60s\"");
    zone.awaitMembers("www A", member, other);
    member.become(Behaviour.REFUSE);
    zone.awaitVerdict("www", member, "suspect");
    assertThat(zone.members("www A")).isEqualTo("NOERROR " + member + ", " + other);
  }

  @Test
  void allSuspectsAreAnsweredWhenNobodyElseIsLeft() {
    var member = endpoint(Behaviour.PASS);
    var other = endpoint(Behaviour.PASS);
    var zone =
        zone(
            List.of(member, other),
            Checks.web("fall = 20"),
            "check = \"web\"\nfailover_budget = \"60s\"");
    zone.awaitMembers("www A", member, other);
    member.become(Behaviour.REFUSE);
    other.become(Behaviour.REFUSE);
    zone.awaitVerdict("www", member, "suspect");
    zone.awaitVerdict("www", other, "suspect");
    assertThat(zone.members("www A")).isEqualTo("NOERROR " + member + ", " + other);
  }
}
