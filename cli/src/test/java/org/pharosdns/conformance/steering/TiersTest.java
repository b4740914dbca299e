package org.pharosdns.conformance.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.conformance.Ask;

/// Tiers: backups, too few, exhausted, failback, trickle, rules.
class TiersTest {
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

  private static String quick() {
    return Checks.web("fall = 1", "rise = 1");
  }

  @Test
  void theNextTierAnswersWhenNobodyOfTheFirstIsLeft() {
    var first = pass();
    var second = pass();
    var zone =
        server.zone(
            "www A %s\ndr A %s\nsorry 30 A 192.0.2.1\n".formatted(first, second),
            quick()
                + """
                [name.www]
                check = "web"
                backup = ["dr", "sorry"]
                failover_budget = "30s"
                [name.dr]
                check = "web"
                """);
    zone.awaitMembers("www A", first);
    first.become(Behaviour.REFUSE);
    zone.awaitMembers("www A", second);
    second.become(Behaviour.REFUSE);
    zone.awaitMembers("www A", "192.0.2.1");
    assertThat(zone.ttl("www A")).isEqualTo(30);
    second.become(Behaviour.PASS);
    zone.awaitMembers("www A", second);
    first.become(Behaviour.PASS);
    zone.awaitMembers("www A", first);
  }

  @Test
  void whileALowerTierAnswersAFirstTierMemberThatIsWellHasNoTtl() {
    var first = pass();
    var second = pass();
    var zone =
        server.zone(
            "www A %s\ndr A %s\n".formatted(first, second),
            quick()
                + """
                [name.www]
                check = "web"
                backup = ["dr"]
                failback = "manual"
                [name.dr]
                check = "web"
                """);
    zone.awaitMembers("www A", first);
    assertThat(zone.status("www", first).get("ttl").isNull()).isFalse();
    first.become(Behaviour.REFUSE);
    zone.awaitMembers("www A", second);
    first.become(Behaviour.PASS);
    zone.awaitVerdict("www", first, "up");
    assertThat(zone.members("www A")).isEqualTo("NOERROR " + second);
    assertThat(zone.status("www", first).get("ttl").isNull()).isTrue();
    assertThat(zone.status("www", first).get("ttl_from").isNull()).isTrue();
    zone.done("failback", "www.{}");
    assertThat(zone.members("www A")).isEqualTo("NOERROR " + first);
    assertThat(zone.status("www", first).get("ttl").isNull()).isFalse();
  }

  @Test
  void onLowSaysWhatFewerThanMinHealthyMeans() {
    var a = pass();
    var b = pass();
    var c = pass();
    var zone =
        server.zone(
            """
            shrink A %1$s
            shrink A %2$s
            shrink A %3$s
            next A %1$s
            next A %2$s
            next A %3$s
            open A %1$s
            open A %2$s
            open A %3$s
            dr A 192.0.2.1
            """
                .formatted(a, b, c),
            quick()
                + """
                [defaults]
                check = "web"
                min_healthy = "50%"
                [name.shrink]
                backup = ["dr"]
                [name.next]
                backup = ["dr"]
                on_low = "next"
                [name.open]
                on_low = "open"
                panic_ttl = "8s"
                """);
    for (var name : new String[] {"shrink", "next", "open"}) {
      zone.awaitMembers(name + " A", a, b, c);
    }
    a.become(Behaviour.REFUSE);
    for (var name : new String[] {"shrink", "next", "open"}) {
      zone.awaitMembers(name + " A", b, c);
    }
    b.become(Behaviour.REFUSE);
    zone.awaitMembers("shrink A", c);
    zone.awaitMembers("next A", "192.0.2.1");
    zone.awaitMembers("open A", a, b, c);
    assertThat(zone.ttl("open A")).isEqualTo(8);
    assertThat(zone.explain("open A").get("promise").get("state").stringValue())
        .isEqualTo("suspended");
    assertThat(zone.explain("shrink A").get("promise").get("state").stringValue())
        .isEqualTo("kept");
    assertThat(zone.status("open", a).get("ttl").longValue()).isEqualTo(8);
    assertThat(zone.status("next", c).get("ttl").isNull()).isTrue();
  }

  @Test
  void minHealthyMayBeAShareOfTheWeight() {
    var heavy = pass();
    var light = pass();
    var zone =
        server.zone(
            "www A %s\nwww A %s\ndr A 192.0.2.1\n".formatted(heavy, light),
            quick()
                + """
                [name.www]
                check = "web"
                select = "weighted-multi"
                weights = { "%s" = 80, "%s" = 20 }
                min_healthy = { weight = 0.3 }
                on_low = "next"
                backup = ["dr"]
                suspect = "keep"
                """
                    .formatted(heavy, light));
    Eventually.holds("up", () -> zone.members("www A").contains(heavy.address()));
    light.become(Behaviour.REFUSE);
    zone.awaitVerdict("www", light, "down");
    assertThat(zone.members("www A")).isEqualTo("NOERROR " + heavy);
    light.become(Behaviour.PASS);
    zone.awaitVerdict("www", light, "up");
    heavy.become(Behaviour.REFUSE);
    zone.awaitMembers("www A", "192.0.2.1");
  }

  @Test
  void standbyAnswersOnlyWhenNoWeightedMemberIsLeftAndOffNever() {
    var a = pass();
    var standby = pass();
    var off = pass();
    var zone =
        server.zone(
            "www A %s\nwww A %s\nwww A %s\n".formatted(a, standby, off),
            quick()
                + """
                [name.www]
                check = "web"
                weights = { "%s" = "standby", "%s" = "off" }
                """
                    .formatted(standby, off));
    zone.awaitMembers("www A", a);
    a.become(Behaviour.REFUSE);
    zone.awaitMembers("www A", standby);
    standby.become(Behaviour.REFUSE);
    zone.awaitVerdict("www", standby, "down");
    assertThat(zone.members("www A")).isEqualTo("NOERROR %s, %s".formatted(a, standby));
  }

  @Test
  void aTierThatIsACnameAnswersWithIt() {
    var a = pass();
    var zone =
        server.zone(
            "www A %s\ncdn 60 CNAME www.elsewhere.test.\n".formatted(a),
            quick() + "[name.www]\ncheck = \"web\"\nbackup = [\"cdn\"]\n");
    zone.awaitMembers("www A", a);
    assertThat(zone.members("www CNAME")).isEqualTo("NOERROR");
    a.become(Behaviour.REFUSE);
    Eventually.holds(
        "the alias", () -> zone.members("www A").equals("NOERROR www.elsewhere.test."));
    assertThat(zone.members("www CNAME")).isEqualTo("NOERROR www.elsewhere.test.");
    a.become(Behaviour.PASS);
    zone.awaitMembers("www A", a);
  }

  @Test
  void failbackAfterAWhileCountsFromTheVerdictUp() {
    var a = pass();
    var zone =
        server.zone(
            "www A %s\ndr A 192.0.2.1\n".formatted(a),
            quick() + "[name.www]\ncheck = \"web\"\nbackup = [\"dr\"]\nfailback = \"after:2s\"\n");
    zone.awaitMembers("www A", a);
    a.become(Behaviour.REFUSE);
    zone.awaitMembers("www A", "192.0.2.1");
    a.become(Behaviour.PASS);
    var up = zone.awaitVerdict("www", a, "up");
    var back = zone.awaitMembers("www A", a);
    assertThat(Duration.ofNanos(back - up))
        .isBetween(Duration.ofMillis(1500), Duration.ofSeconds(8));
  }

  @Test
  void failbackHoldsForTheTiersOfARuleToo() {
    var a = pass();
    var b = pass();
    var records = "www A 192.0.2.1\neast A %s\nwest A %s\n".formatted(a, b);
    var zone =
        server.zone(
            records,
            quick()
                + """
                [name.www]
                backup = ["west"]
                failback = "manual"
                [[name.www.rule]]
                subnets = ["127.0.5.0/24"]
                tiers = ["east", "west"]
                [name.east]
                check = "web"
                [name.west]
                check = "web"
                """);
    var east = ask(zone, "127.0.5.1");
    Eventually.gives("NOERROR " + a, east);
    assertThat(zone.members("www A")).isEqualTo("NOERROR 192.0.2.1");
    a.become(Behaviour.REFUSE);
    Eventually.gives("NOERROR " + b, east);
    a.become(Behaviour.PASS);
    zone.awaitVerdict("east", a, "up");
    assertThat(east.get()).isEqualTo("NOERROR " + b);
    zone.reload();
    assertThat(east.get()).isEqualTo("NOERROR " + b);
    zone.done("failback", "www.{}");
    assertThat(east.get()).isEqualTo("NOERROR " + a);
    assertThat(zone.members("www A")).isEqualTo("NOERROR 192.0.2.1");
  }

  private static Supplier<String> ask(LiveZone zone, String from) {
    return () ->
        LiveZone.summary(zone.reply(zone.question("www A"), from))
            .replaceAll("\\b\\d+ (?=\\d+\\.)", "");
  }

  @Test
  void theLongestMatchingPrefixWinsAndAFencedRuleNeverFallsToTheDefaultTiers() {
    var a = pass();
    var zone =
        server.zone(
            "www A 192.0.2.1\nnear A 192.0.2.2\nnearer A %s\n".formatted(a),
            quick()
                + """
                [name.www]
                on_exhausted = "nodata"
                [[name.www.rule]]
                subnets = ["127.6.0.0/16"]
                tiers = ["near"]
                [[name.www.rule]]
                subnets = ["127.6.7.0/24"]
                tiers = ["nearer"]
                fenced = true
                [name.nearer]
                check = "web"
                """);
    Eventually.gives("NOERROR " + a, ask(zone, "127.6.7.8"));
    assertThat(ask(zone, "127.6.8.8").get()).isEqualTo("NOERROR 192.0.2.2");
    assertThat(ask(zone, "127.0.0.1").get()).isEqualTo("NOERROR 192.0.2.1");
    a.become(Behaviour.REFUSE);
    Eventually.gives("NOERROR", ask(zone, "127.6.7.8"));
  }

  @Test
  void theClientSubnetDecidesWhereGivenAndTheScopeSaysForWhom() {
    var zone =
        server.zone(
            "www A 192.0.2.1\nnear A 192.0.2.2\n",
            """
            [name.www]
            [[name.www.rule]]
            subnets = ["198.51.100.0/24", "2001:db8::/32"]
            tiers = ["near"]
            """);
    var ask = zone.question("www A");
    var inside = zone.reply(ask.edns(0, 0, "000800070001180" + "0c63364"), "127.0.0.1");
    assertThat(LiveZone.summary(inside)).isEqualTo("NOERROR 300 192.0.2.2");
    assertThat(String.valueOf(inside.edns())).contains("00011818c63364");
    var outside = zone.reply(ask.edns(0, 0, "000800070001180" + "0c63365"), "127.0.0.1");
    assertThat(LiveZone.summary(outside)).isEqualTo("NOERROR 300 192.0.2.1");
    var broad = zone.reply(ask.edns(0, 0, "0008000600011000c633"), "127.0.0.1");
    assertThat(LiveZone.summary(broad)).isEqualTo("NOERROR 300 192.0.2.1");
    // Longer than what was given: not specific enough (RFC 7871 section 7.2.1).
    assertThat(String.valueOf(broad.edns())).contains("00011012c633");
    var six = zone.reply(ask.edns(0, 0, "0008000800022000" + "20010db8"), "127.0.0.1");
    assertThat(LiveZone.summary(six)).isEqualTo("NOERROR 300 192.0.2.2");
    var plain =
        zone.reply(
            Ask.of(zone.absolute("near") + " A").edns(0, 0, "00080007000118" + "00c63364"),
            "127.0.0.1");
    assertThat(String.valueOf(plain.edns())).contains("00011800c63364");
  }

  @Test
  void aTrickleGoesToAnotherTierWhileTheFirstIsHealthy() {
    var zone =
        server.zone(
            "www A 192.0.2.1\ndr A 192.0.2.2\n",
            "[name.www]\ntrickle = { to = \"dr\", share = 0.5 }\n");
    var seen = new TreeSet<String>();
    Eventually.holds(
        "both",
        () -> {
          seen.add(zone.members("www A"));
          return seen.size() == 2;
        });
    assertThat(seen).containsExactly("NOERROR 192.0.2.1", "NOERROR 192.0.2.2");
  }

  @Test
  void aWildcardMayBeSteered() {
    var a = pass();
    var b = pass();
    var zone =
        server.zone(
            "*.app A %s\n*.app A %s\nreal.app A 192.0.2.9\n".formatted(a, b),
            quick() + "[name.\"*.app\"]\ncheck = \"web\"\n");
    zone.awaitMembers("x.app A", a, b);
    assertThat(zone.members("real.app A")).isEqualTo("NOERROR 192.0.2.9");
    a.become(Behaviour.REFUSE);
    zone.awaitMembers("y.x.app A", b);
    zone.done("down", "*.app.{}/" + b, "--allow-empty");
    zone.done("auto", "*.app.{}");
  }

  @Test
  void recordsWhoseTargetIsExhaustedAreLeftOutUnlessNoneWouldBeLeft() {
    var a = pass();
    var b = pass();
    var zone =
        server.zone(
            """
            one A %s
            two A %s
            _sip._tcp SRV 1 1 5060 one
            _sip._tcp SRV 1 1 5060 two
            """
                .formatted(a, b),
            quick()
                + """
                [name.one]
                check = "web"
                [name.two]
                check = "web"
                [name."_sip._tcp"]
                follow = "targets"
                """);
    zone.awaitMembers("one A", a);
    zone.awaitMembers("two A", b);
    var srv = "1 1 5060 %s." + zone.name() + ".";
    Eventually.gives(
        "NOERROR " + srv.formatted("one") + ", " + srv.formatted("two"),
        () -> zone.members("_sip._tcp SRV"));
    a.become(Behaviour.REFUSE);
    Eventually.gives("NOERROR " + srv.formatted("two"), () -> zone.members("_sip._tcp SRV"));
    b.become(Behaviour.REFUSE);
    zone.awaitVerdict("two", b, "down");
    Eventually.gives(
        "NOERROR " + srv.formatted("one") + ", " + srv.formatted("two"),
        () -> zone.members("_sip._tcp SRV"));
  }

  @Test
  void hintsAreFilteredAndLeasedAndCountAsExposure() {
    var a = pass();
    var b = pass();
    var zone =
        server.zone(
            """
            www A %1$s
            www A %2$s
            @ HTTPS 1 www ipv4hint=%1$s,%2$s
            """
                .formatted(a, b),
            quick() + "[name.www]\ncheck = \"web\"\nfailover_budget = \"20s\"\n");
    Eventually.holds("leased", () -> zone.ttl("@ HTTPS") == 18);
    assertThat(zone.status("www", a).get("exposed_until").isNull()).isFalse();
    assertThat(zone.status("www", a).get("exposed_until").doubleValue()).isBetween(16.0, 19.5);
    a.become(Behaviour.REFUSE);
    zone.awaitVerdict("www", a, "down");
    var dead = "%02x%02x%02x%02x".formatted((Object[]) octets(a.address()));
    Eventually.holds(
        "filtered",
        () ->
            !zone.members("@ HTTPS").replace(" ", "").toLowerCase(Locale.ROOT).contains(dead)
                && !zone.members("@ HTTPS").contains(a.address()));
  }

  private static Integer[] octets(String address) {
    return Arrays.stream(address.split("\\.")).map(Integer::valueOf).toArray(Integer[]::new);
  }
}
