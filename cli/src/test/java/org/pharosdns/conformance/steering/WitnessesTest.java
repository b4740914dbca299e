package org.pharosdns.conformance.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A failure of the monitors, which is none of the endpoints: all witnesses are silent.
class WitnessesTest {
  private static final Endpoint FIRST = Endpoint.with(Behaviour.PASS);
  private static final Endpoint SECOND = Endpoint.with(Behaviour.PASS);

  @TempDir static Path folder;
  static LiveServer server;

  @BeforeAll
  static void start() {
    server =
        LiveServer.in(
                folder,
                """
                [witness]
                targets = ["%s:%d", "%s:%d"]
                interval = "300ms"
                timeout = "200ms"
                """
                    .formatted(FIRST, Endpoint.port(), SECOND, Endpoint.port()))
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
    FIRST.close();
    SECOND.close();
  }

  @BeforeEach
  void witnessesAreReached() {
    silence(Behaviour.PASS, Behaviour.PASS);
  }

  private static void silence(Behaviour first, Behaviour second) {
    FIRST.become(first);
    SECOND.become(second);
  }

  private static LiveZone zone(String records, String keys) {
    return server.zone(records, Checks.web() + "[name.www]\ncheck = \"web\"\n" + keys);
  }

  private static String promise(LiveZone zone) {
    return zone.explain("www A").get("promise").toString();
  }

  private static void awaitMonitorFailure(LiveZone zone) {
    Eventually.holds("monitor failure", () -> promise(zone).contains("monitor failure"));
  }

  @Test
  void freezeKeepsTheSetOfTheLastRoundThatPassedWithPanicTtl() {
    var a = server.endpoint(Behaviour.PASS);
    var b = server.endpoint(Behaviour.PASS);
    var zone = zone("www A %s\nwww A %s\n".formatted(a, b), "");
    zone.awaitMembers("www A", a, b);
    silence(Behaviour.REFUSE, Behaviour.HANG);
    SECOND.become(Behaviour.REFUSE);
    awaitMonitorFailure(zone);
    a.become(Behaviour.REFUSE);
    Eventually.keeps(
        "frozen",
        Duration.ofSeconds(2),
        () -> zone.ask("www A").equals("NOERROR 10 %s, 10 %s".formatted(a, b)));
    assertThat(zone.verdict("www", a)).isEqualTo("up");
    assertThat(zone.explain("www A").get("tiers").get(0).get("state").toString())
        .contains("answers (healthy)");
    assertThat(zone.status("www", a).get("transitions").intValue()).isZero();
    assertThat(promise(zone)).contains("suspended");
    assertThat(server.log()).contains("monitor failure: no witness is reached");
    FIRST.become(Behaviour.PASS);
    zone.awaitMembers("www A", b);
    zone.awaitVerdict("www", a, "down");
    assertThat(zone.ttl("www A")).isGreaterThan(10);
    assertThat(promise(zone)).contains("kept");
  }

  @Test
  void openAnswersEveryMemberWithPanicTtl() {
    var up = server.endpoint(Behaviour.PASS);
    var down = server.endpoint(Behaviour.REFUSE);
    var zone =
        zone(
            "www A %s\nwww A %s\n".formatted(up, down),
            "on_monitor_failure = \"open\"\npanic_ttl = \"7s\"\n");
    zone.awaitMembers("www A", up);
    silence(Behaviour.REFUSE, Behaviour.REFUSE);
    Eventually.gives("NOERROR 7 %s, 7 %s".formatted(up, down), () -> zone.ask("www A"));
    FIRST.become(Behaviour.PASS);
    zone.awaitMembers("www A", up);
  }

  @Test
  void closedAnswersNodata() {
    var up = server.endpoint(Behaviour.PASS);
    var zone =
        zone(
            "www A %s\nwww TXT \"here\"\n".formatted(up),
            "types = [\"A\"]\non_monitor_failure = \"closed\"\npanic_ttl = \"7s\"\n");
    var patient =
        zone("www A %s\n".formatted(up), "on_monitor_failure = \"closed\"\npanic_ttl = \"1h\"\n");
    zone.awaitMembers("www A", up);
    patient.awaitMembers("www A", up);
    silence(Behaviour.REFUSE, Behaviour.REFUSE);
    Eventually.gives("NOERROR", () -> zone.members("www A"));
    Eventually.gives("NOERROR", () -> patient.members("www A"));
    assertThat(zone.reply("www A").authority())
        .singleElement()
        .extracting("ttlSeconds")
        .isEqualTo(7L);
    assertThat(patient.reply("www A").authority()).isEqualTo(patient.reply("www MX").authority());
    assertThat(zone.members("www TXT")).isEqualTo("NOERROR \"here\"");
    FIRST.become(Behaviour.PASS);
    zone.awaitMembers("www A", up);
  }

  @Test
  void oneWitnessIsEnough() {
    var a = server.endpoint(Behaviour.PASS);
    var b = server.endpoint(Behaviour.PASS);
    var zone = zone("www A %s\nwww A %s\n".formatted(a, b), "");
    zone.awaitMembers("www A", a, b);
    silence(Behaviour.REFUSE, Behaviour.PASS);
    a.become(Behaviour.REFUSE);
    zone.awaitVerdict("www", a, "down");
    assertThat(zone.members("www A")).isEqualTo("NOERROR " + b);
    assertThat(promise(zone)).contains("kept");
  }

  @Test
  void allEndpointsDownWhileAWitnessIsReachedIsAFailureOfTheEndpoints() {
    var a = server.endpoint(Behaviour.PASS);
    var b = server.endpoint(Behaviour.PASS);
    var zone = zone("www A %s\nwww A %s\n".formatted(a, b), "on_exhausted = \"nodata\"\n");
    zone.awaitMembers("www A", a, b);
    a.become(Behaviour.REFUSE);
    b.become(Behaviour.REFUSE);
    Eventually.gives("NOERROR", () -> zone.members("www A"));
    zone.awaitVerdict("www", a, "down");
    zone.awaitVerdict("www", b, "down");
  }

  @Test
  void aForcedStateIsObeyedDuringAMonitorFailure() {
    var a = server.endpoint(Behaviour.PASS);
    var b = server.endpoint(Behaviour.PASS);
    var zone = zone("www A %s\nwww A %s\n".formatted(a, b), "");
    zone.awaitMembers("www A", a, b);
    silence(Behaviour.REFUSE, Behaviour.REFUSE);
    awaitMonitorFailure(zone);
    zone.done("drain", a.address());
    assertThat(zone.members("www A")).isEqualTo("NOERROR " + b);
  }

  @Test
  void hintsLiveNoLongerThanTheAddressesWhileFrozen() {
    var own = server.endpoint(Behaviour.PASS);
    var zone =
        zone(
            "www A %1$s\nwww HTTPS 1 . ipv4hint=%1$s\n".formatted(own),
            "types = [\"A\"]\npanic_ttl = \"4s\"\n");
    zone.awaitMembers("www A", own);
    silence(Behaviour.REFUSE, Behaviour.REFUSE);
    awaitMonitorFailure(zone);
    Eventually.holds("panic", () -> zone.ttl("www A") == 4);
    assertThat(zone.ttl("www HTTPS")).isEqualTo(4);
    FIRST.become(Behaviour.PASS);
  }
}
