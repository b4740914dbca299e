package org.pharosdns.conformance.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The failover budget, section 2 of what steering means.
class BudgetTest {
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

  private static LiveZone www(String steering, Endpoint... members) {
    var records = new StringBuilder();
    for (var member : members) {
      records.append("www A ").append(member).append('\n');
    }
    return server.zone(records.toString(), steering);
  }

  private static String slow(String... keys) {
    return """
        [check.web]
        type = "http"
        port = %d
        interval = "1s"
        timeout = "1s"
        %s
        """
        .formatted(Endpoint.port(), String.join("\n", keys));
  }

  @Test
  void freshEvidenceGivesTheConstantAndTheZoneCapsIt() {
    var a = pass();
    var zone =
        server.zone(
            "www A %s\ncapped 9 A %s\n".formatted(a, a),
            slow()
                + "[name.www]\ncheck = \"web\"\nfailover_budget = \"30s\"\n"
                + "[name.capped]\ncheck = \"web\"\nfailover_budget = \"30s\"\n");
    zone.awaitMembers("www A", a);
    // B − δ − I(1+j) − τ = 30 − 1 − 1.1 − 1
    Eventually.mostly(
        "the constant", Duration.ofSeconds(3), () -> zone.ask("www A").equals("NOERROR 26 " + a));
    assertThat(zone.explain("www A").get("ttl_from").stringValue()).isEqualTo("fresh");
    assertThat(zone.ask("capped A")).isEqualTo("NOERROR 9 " + a);
    assertThat(zone.explain("capped A").get("ttl_from").stringValue()).isEqualTo("zone");
  }

  @Test
  void onlyOlderEvidenceMakesTheTtlFallAndBelowMinTtlTheMemberIsLeftOut() {
    var a = pass();
    var b = pass();
    var zone =
        www(
            slow("fall = 30")
                + "[name.www]\ncheck = \"web\"\nfailover_budget = \"8s\"\nsuspect = \"keep\"\n"
                + "enforce = \"warn\"\nmin_ttl = \"2s\"\n",
            a,
            b);
    zone.awaitMembers("www A", a, b);
    a.become(Behaviour.REFUSE);
    var lowest = new long[] {99};
    Eventually.holds(
        "stale",
        () -> {
          var reply = zone.reply("www A");
          var held = reply.answer().stream().anyMatch(r -> r.rdata().equals(a.address()));
          if (held) {
            assertThat(reply.answer().getFirst().ttlSeconds()).isLessThanOrEqualTo(lowest[0]);
            lowest[0] = reply.answer().getFirst().ttlSeconds();
          }
          return !held;
        });
    assertThat(lowest[0]).isEqualTo(2);
    var status = zone.status("www", a);
    assertThat(status.get("verdict").stringValue()).isEqualTo("suspect");
    assertThat(status.get("reason").stringValue()).startsWith("stale");
  }

  @Test
  void everyMemberStaleAndNoneDownIsOpenWithPanicTtlWithoutBeingExhausted() {
    var a = pass();
    var zone =
        www(
            slow("fall = 30")
                + "[name.www]\ncheck = \"web\"\nfailover_budget = \"6s\"\n"
                + "enforce = \"warn\"\nmin_ttl = \"2s\"\npanic_ttl = \"11s\"\n",
            a);
    zone.awaitMembers("www A", a);
    a.become(Behaviour.REFUSE);
    Eventually.holds("stale", () -> zone.ttl("www A") == 11);
    var explained = zone.explain("www A");
    assertThat(explained.get("ttl_from").stringValue()).isEqualTo("panic");
    assertThat(explained.get("promise").get("state").stringValue()).isEqualTo("suspended");
    assertThat(server.log()).doesNotContain(zone.absolute("www") + " A is exhausted");
  }

  @Test
  void everyMemberStaleIsNodataWithPanicTtlWhereExhaustedNamesAre() {
    var a = pass();
    var zone =
        www(
            slow("fall = 30")
                + "[name.www]\ncheck = \"web\"\nfailover_budget = \"6s\"\non_exhausted = \"nodata\"\n"
                + "enforce = \"warn\"\nmin_ttl = \"2s\"\npanic_ttl = \"11s\"\n",
            a);
    zone.awaitMembers("www A", a);
    a.become(Behaviour.REFUSE);
    Eventually.holds("stale", () -> zone.ask("www A").equals("NOERROR"));
    assertThat(zone.reply("www A").authority().getFirst().ttlSeconds()).isEqualTo(11);
  }

  @Test
  void exhaustedAndOpenAnswersAllWithPanicTtlAndAnExtendedError() {
    var a = pass();
    var b = pass();
    var zone = www(Checks.web() + "[name.www]\ncheck = \"web\"\npanic_ttl = \"9s\"\n", a, b);
    zone.awaitMembers("www A", a, b);
    a.become(Behaviour.REFUSE);
    b.become(Behaviour.REFUSE);
    zone.awaitVerdict("www", a, "down");
    zone.awaitVerdict("www", b, "down");
    assertThat(zone.ask("www A")).isEqualTo("NOERROR 9 %s, 9 %s".formatted(a, b));
    var reply = zone.reply(zone.question("www A").payload(1232), "127.0.0.1");
    assertThat(String.valueOf(reply.edns())).contains("15:");
    var line = zone.absolute("www") + " A is exhausted: no tier";
    Eventually.holds("told", () -> server.log().contains(line));
    assertThat(zone.explain("www A").get("promise").get("state").stringValue())
        .isEqualTo("suspended");
    assertThat(zone.status("www", a).get("ttl").longValue()).isEqualTo(9);
    a.become(Behaviour.PASS);
    zone.awaitMembers("www A", a);
    assertThat(server.log().split(line, -1)).hasSize(2);
  }

  @Test
  void anExtendedErrorOfAnAliasStandsWhateverItsTargetIs() {
    var a = pass();
    var zone =
        server.zone(
            "entry CNAME fine\nfine A %s\n".formatted(a),
            Checks.web() + "[name.entry]\ncheck = \"down\"\n[name.fine]\ncheck = \"web\"\n");
    zone.awaitMembers("fine A", a);
    var reply = zone.reply(zone.question("entry A").payload(1232), "127.0.0.1");
    assertThat(String.valueOf(reply.edns())).contains("15:");
  }

  @Test
  void exhaustedAndNodataIsTheSoaAndOtherTypesAndNamesBelowAnswerAsUsual() {
    var a = pass();
    var zone =
        server.zone(
            "www A %s\nwww TXT \"here\"\nbelow.www A 192.0.2.1\n".formatted(a),
            Checks.web()
                + "[name.www]\ncheck = \"web\"\non_exhausted = \"nodata\"\nnegative_ttl = \"13s\"\n");
    zone.awaitMembers("www A", a);
    a.become(Behaviour.REFUSE);
    Eventually.gives("NOERROR", () -> zone.ask("www A"));
    var reply = zone.reply("www A");
    assertThat(reply.aa()).isTrue();
    assertThat(reply.authority()).singleElement().extracting("ttlSeconds").isEqualTo(13L);
    assertThat(reply.authority().getFirst().type()).isEqualTo(6);
    assertThat(zone.ask("www TXT")).isEqualTo("NOERROR 300 \"here\"");
    assertThat(zone.ask("below.www A")).isEqualTo("NOERROR 300 192.0.2.1");
    assertThat(zone.ask("nobody A")).isEqualTo("NXDOMAIN");
    var ordinary = zone.reply("www AAAA").authority().getFirst().ttlSeconds();
    assertThat(ordinary).isEqualTo(60);
  }

  @Test
  void theSoaTtlIsAlsoCappedBySoaMinimumAndTheRecoveryBudget() {
    var a = server.endpoint(Behaviour.REFUSE);
    var zone =
        server.zone(
            "www A %s\nrec A %s\n".formatted(a, a),
            slow("rise = 1")
                + "[defaults]\ncheck = \"web\"\non_exhausted = \"nodata\"\n"
                + "[name.www]\nnegative_ttl = \"2h\"\n"
                + "[name.rec]\nnegative_ttl = \"2h\"\nrecovery_budget = \"20s\"\n");
    zone.awaitVerdict("www", a, "down");
    assertThat(zone.reply("www A").authority().getFirst().ttlSeconds()).isEqualTo(60);
    // R − δ − (t − lastFail), lastFail within the last interval and the probe's own time
    Eventually.mostly(
        "capped",
        Duration.ofSeconds(2),
        () -> {
          var ttl = zone.reply("rec A").authority().getFirst().ttlSeconds();
          return ttl >= 16 && ttl <= 19;
        });
  }

  @Test
  void recoveryCapsTheTtlForAMemberWhoseReturnWouldChangeTheAnswer() {
    var a = pass();
    var b = server.endpoint(Behaviour.REFUSE);
    var zone =
        www(
            slow("rise = 1")
                + "[name.www]\ncheck = \"web\"\nfailover_budget = \"200s\"\nrecovery_budget = \"20s\"\n",
            a,
            b);
    zone.awaitMembers("www A", a);
    Eventually.mostly(
        "capped", Duration.ofSeconds(2), () -> zone.ttl("www A") >= 16 && zone.ttl("www A") <= 19);
    assertThat(zone.explain("www A").get("ttl_from").stringValue()).isEqualTo("recovery");
    b.become(Behaviour.PASS);
    zone.awaitMembers("www A", a, b);
    assertThat(zone.ttl("www A")).isEqualTo(196);
  }

  @Test
  void aNameWithBackupTiersRecoversWithinTwiceItsBudget() {
    var a = server.endpoint(Behaviour.REFUSE);
    var zone =
        server.zone(
            "www A %s\ndr A 192.0.2.1\n".formatted(a),
            slow("rise = 1")
                + "[name.www]\ncheck = \"web\"\nbackup = [\"dr\"]\nfailover_budget = \"12s\"\n");
    zone.awaitMembers("www A", "192.0.2.1");
    Eventually.mostly(
        "capped", Duration.ofSeconds(2), () -> zone.ttl("www A") >= 20 && zone.ttl("www A") <= 23);
  }

  @Test
  void aNameWithNoRealCheckHasNoLease() {
    var zone =
        server.zone(
            "www A 192.0.2.1\nup A 192.0.2.1\n",
            "[check.up]\ntype = \"up\"\n[name.www]\n[name.up]\ncheck = \"up\"\n");
    assertThat(zone.ask("www A")).isEqualTo("NOERROR 300 192.0.2.1");
    assertThat(zone.ask("up A")).isEqualTo("NOERROR 300 192.0.2.1");
    assertThat(zone.explain("www A").get("ttl_from").stringValue()).isEqualTo("zone");
  }

  @Test
  void withSeveralChecksTheOldestEvidenceCounts() {
    var a = pass();
    var zone =
        server.zone(
            "www A %s\n".formatted(a),
            slow()
                + """
                [check.slower]
                type = "tcp"
                port = %d
                interval = "4s"
                timeout = "2s"
                [name.www]
                check = ["web", "slower"]
                failover_budget = "60s"
                """
                    .formatted(Endpoint.port()));
    zone.awaitMembers("www A", a);
    // 60 − 1 − 4.4 − 2
    Eventually.mostly("the constant", Duration.ofSeconds(2), () -> zone.ttl("www A") == 52);
  }

  @Test
  void theExposureIsTheLatestExpiryHandedOutSlackIncluded() {
    var a = pass();
    var b = pass();
    var zone =
        www(
            slow() + "[name.www]\ncheck = \"web\"\nfailover_budget = \"11s\"\nslack = \"2s\"\n",
            a,
            b);
    zone.awaitMembers("www A", a, b);
    var ttl = zone.ttl("www A");
    zone.done("drain", a.address());
    var exposed = zone.status("www", a).get("exposed_until").doubleValue();
    assertThat(exposed).isBetween(ttl + 2 - 5.0, ttl + 2 + 0.3);
    var before = System.nanoTime();
    var wait = zone.done("drain", a.address(), "--wait");
    assertThat(Duration.ofNanos(System.nanoTime() - before).toMillis() / 1000.0)
        .isBetween(exposed - 4.0, exposed + 4.0);
    assertThat(wait.out()).contains("safe to power off");
    assertThat(zone.status("www", a).get("exposed_until").isNull()).isTrue();
    zone.done("auto", a.address());
  }

  @Test
  void aMemberThatWasNeverUpIsNoIncident() {
    var up = server.endpoint(Behaviour.PASS);
    var late = server.endpoint(Behaviour.REFUSE);
    var zone =
        server.zone(
            "www A %s\nwww A %s\n".formatted(up, late),
            Checks.web("rise = 1") + "[name.www]\ncheck = \"web\"\n");
    zone.awaitVerdict("www", late, "down");
    late.become(Behaviour.PASS);
    zone.awaitMembers("www A", up, late);
    assertThat(server.log()).doesNotContain(late + " of www." + zone.name() + ". is up again");
  }

  @Test
  void aFinishedIncidentIsLogged() {
    var a = pass();
    var b = pass();
    var zone = www(Checks.web() + "[name.www]\ncheck = \"web\"\nfailover_budget = \"20s\"\n", a, b);
    zone.awaitMembers("www A", a, b);
    a.become(Behaviour.REFUSE);
    zone.awaitVerdict("www", a, "down");
    a.become(Behaviour.PASS);
    zone.awaitVerdict("www", a, "up");
    Eventually.holds(
        "told", () -> server.log().contains(a + " of " + zone.absolute("www") + " is up again"));
    var line =
        server
            .log()
            .lines()
            .filter(l -> l.contains(a + " of " + zone.absolute("www") + " is up again"))
            .findFirst()
            .orElseThrow();
    assertThat(line)
        .contains("last good evidence 20", "down since 20", "last exposure 20", "budget 20.0 s")
        .containsPattern("bound achieved \\d+\\.\\d s");
    assertThat(Double.parseDouble(line.replaceFirst(".*bound achieved ([0-9.]+) s.*", "$1")))
        .isLessThanOrEqualTo(20);
  }
}
