package org.pharosdns.cli.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pharosdns.cli.config.SteeringFile;
import org.pharosdns.cli.control.ForceRequest;
import org.pharosdns.cli.control.IncidentReport;
import org.pharosdns.cli.control.MemberState;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.notify.Alerts;
import org.pharosdns.cli.zones.ZoneData;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.health.monitor.ForcedState;
import org.pharosdns.health.monitor.Subject;
import org.pharosdns.zone.steer.GeoNetworks;
import org.pharosdns.zone.steer.Startup;
import org.pharosdns.zone.steer.SteeredName;
import org.pharosdns.zone.steer.ZoneSteering;
import org.slf4j.LoggerFactory;

/// A zone that a defect keeps from being compiled with verdicts, again and again, is the only one
/// that suffers, wherever among the zones its name comes.
class FaultyZoneTest {
  private static final String BEFORE_EXAMPLE = "broken.com.";
  private static final String BEHIND_EXAMPLE = "broken.net.";

  private static final String RECORDS =
      "www A 192.0.2.1\ndr A 192.0.2.11\napi A 192.0.2.2\n@ MX 1 www.broken.net.\n";
  private static final String STEERING =
      """
      [name.www]
      check = "told"
      backup = ["dr"]
      """;
  private static final String API_FIRST = "[name.api]\ncheck = \"told\"\n" + STEERING;

  private static final String ITS_RECORDS = "www A 192.0.2.51\n";
  private static final String MORE = "www A 192.0.2.53\nwww A 192.0.2.54\nwww A 192.0.2.55\n";
  private static final String ITS_STEERING = "[name.www]\ncheck = \"told\"\n";

  @TempDir Path folder;

  /// `example.com`, and the other zone as sound as that.
  private FedZones sound(String other) throws Exception {
    FedZones.write(folder, other, ITS_RECORDS, ITS_STEERING);
    var zones = new FedZones(folder, RECORDS, STEERING);
    zones.find(zones.all(), FedZones.UP);
    assertThat(zones.answer("www.example.com", "A")).containsExactly("192.0.2.1");
    assertThat(zones.answer("www." + other, "A")).containsExactly("192.0.2.51");
    return zones;
  }

  /// Loads `example.com` with more in it, and the other zone with a defect.
  private FedZones faulty(String other) throws Exception {
    var zones = sound(other);
    loadFaulty(zones, other);
    return zones;
  }

  private static void loadFaulty(FedZones zones, String other) throws Exception {
    var read =
        zones.read(RECORDS, API_FIRST).stream()
            .map(zone -> zone.apex().toString().equals(other) ? faulty(zone) : zone)
            .toList();
    assertThat(zones.zones().replace(read)).isEmpty();
  }

  /// A zone with a time in it that no clock can count.
  private static ZoneData faulty(ZoneData data) {
    var steering = data.steering().steering();
    var names = steering.names().stream().map(FaultyZoneTest::faulty).toList();
    var file =
        new ZoneSteering(
            steering.file(),
            steering.apex(),
            steering.timings(),
            names,
            GeoNetworks.NONE,
            Set.of());
    return new ZoneData(
        data.source(),
        data.contents(),
        new SteeringFile(file, data.steering().checks()),
        data.stamps(),
        data.warnings());
  }

  private static SteeredName faulty(SteeredName name) {
    return new SteeredName(
        name.owner(),
        name.places(),
        name.types(),
        name.follows(),
        name.check(),
        name.selection(),
        name.members(),
        name.unlistedAllowed(),
        name.backup(),
        name.rules(),
        name.trickle(),
        name.tolerance(),
        new Startup(Startup.Initial.HOLD, ChronoUnit.FOREVER.getDuration()),
        name.comeback(),
        name.promise());
  }

  @ParameterizedTest
  @ValueSource(strings = {BEFORE_EXAMPLE, BEHIND_EXAMPLE})
  void theOthersOfAReloadAreInForce(String other) throws Exception {
    try (var zones = faulty(other)) {
      assertThat(zones.answer("www.example.com", "A")).containsExactly("192.0.2.1");
      zones.find("192.0.2.2", FedZones.UP);
      assertThat(zones.answer("api.example.com", "A")).containsExactly("192.0.2.2");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {BEFORE_EXAMPLE, BEHIND_EXAMPLE})
  void verdictsReachTheNamesOfOthersThatTheyAreAbout(String other) throws Exception {
    try (var zones = faulty(other)) {
      zones.find("192.0.2.1", FedZones.DOWN);
      assertThat(zones.answer("www.example.com", "A")).containsExactly("192.0.2.11");
      zones.pass(Duration.ofSeconds(1));
      zones.find("192.0.2.1", FedZones.UP);
      assertThat(zones.answer("www.example.com", "A")).containsExactly("192.0.2.1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {BEFORE_EXAMPLE, BEHIND_EXAMPLE})
  void itAnswersAsBeforeUntilItIsMended(String other) throws Exception {
    try (var zones = faulty(other)) {
      zones.find("192.0.2.51", FedZones.DOWN);
      zones.zones().tick();
      assertThat(zones.answer("www." + other, "A")).containsExactly("192.0.2.51");
      FedZones.write(folder, other, ITS_RECORDS + "www A 192.0.2.52\n", ITS_STEERING);
      zones.load(RECORDS, API_FIRST);
      zones.find("192.0.2.52", FedZones.UP);
      assertThat(zones.answer("www." + other, "A")).containsExactly("192.0.2.52");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {BEFORE_EXAMPLE, BEHIND_EXAMPLE})
  void aNameThatItAnswersAllAlongIsNotHeldForFirstResultsWhenItIsMended(String other)
      throws Exception {
    try (var zones = sound(other)) {
      FedZones.write(folder, other, ITS_RECORDS + MORE, ITS_STEERING);
      loadFaulty(zones, other);
      FedZones.write(folder, other, ITS_RECORDS + "www A 192.0.2.52\n", ITS_STEERING);
      zones.load(RECORDS, API_FIRST);
      assertThat(zones.answer("www." + other, "A")).containsExactly("192.0.2.51");
    }
  }

  @Test
  void aNewOneIsNotServed() throws Exception {
    try (var zones = new FedZones(folder, RECORDS, STEERING)) {
      FedZones.write(folder, BEHIND_EXAMPLE, ITS_RECORDS, ITS_STEERING);
      loadFaulty(zones, BEHIND_EXAMPLE);
      zones.find(zones.all(), FedZones.UP);
      zones.zones().tick();
      assertThat(zones.answer("www.example.com", "A")).containsExactly("192.0.2.1");
      assertThat(zones.answer("www.broken.net", "A")).containsExactly("REFUSED");
      assertThat(zones.zones().hasSteering(DnsName.parse("broken.net"))).isTrue();
      assertThat(zones.members().of(List.of("www.broken.net")))
          .extracting(member -> member.address())
          .containsExactly("192.0.2.51");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {BEFORE_EXAMPLE, BEHIND_EXAMPLE})
  void whatIsForcedInOthersHolds(String other) throws Exception {
    try (var zones = faulty(other)) {
      var what = List.of("192.0.2.1");
      zones.forcing().force(new ForceRequest(what, MemberState.DOWN, null, "ann", null, true));
      assertThat(zones.answer("www.example.com", "A")).containsExactly("192.0.2.11");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {BEFORE_EXAMPLE, BEHIND_EXAMPLE})
  void whatIsForcedInItIsStoredAndSaidNotToBeInItsAnswersYet(String other) throws Exception {
    try (var zones = faulty(other)) {
      var what = List.of("192.0.2.51");
      assertThatThrownBy(
              () ->
                  zones
                      .forcing()
                      .force(new ForceRequest(what, MemberState.DOWN, null, "ann", null, true)))
          .isInstanceOf(RefusedException.class)
          .hasMessageStartingWith(
              "stored, but it has not reached the answers of " + other + " yet: ");
      assertThat(zones.forced().entries()).hasSize(1);
      assertThat(zones.answer("www." + other, "A")).containsExactly("192.0.2.51");
    }
  }

  @Test
  void whatHappensToItsMembersIsTold() throws Exception {
    try (var zones = faulty(BEHIND_EXAMPLE)) {
      zones.find("192.0.2.51", FedZones.DOWN);
      zones.pass(Duration.ofSeconds(1));
      assertThat(zones.zones().incidents())
          .extracting(IncidentReport::address)
          .containsExactly("192.0.2.51");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {BEFORE_EXAMPLE, BEHIND_EXAMPLE})
  void whetherANameOfOthersWouldBeEmptyIsKnown(String other) throws Exception {
    try (var zones = faulty(other)) {
      zones.find("192.0.2.2", FedZones.UP);
      var what = List.of("dr.example.com/192.0.2.11");
      assertThatCode(
              () ->
                  zones
                      .forcing()
                      .force(new ForceRequest(what, MemberState.DOWN, null, "ann", null, false)))
          .hasMessageContaining("dr.example.com. would be left without any member of its own");
    }
  }

  @Test
  void whatWasForcedExpires() throws Exception {
    try (var zones = faulty(BEHIND_EXAMPLE)) {
      var now = zones.clock().instant();
      var subject = new Subject("www.example.com.", null);
      var until = now.plus(Duration.ofMillis(500));
      var down = new ForcedState(subject, ForcedState.Kind.DOWN, null, "ann", now, until);
      zones.forced().force(List.of(down));
      zones.zones().recompile();
      assertThat(zones.answer("www.example.com", "A")).containsExactly("192.0.2.11");
      var expiry = new Expiry(zones.zones(), zones.forced(), zones.clock(), zones::nowNanos);
      zones.pass(Duration.ofSeconds(1));
      expiry.tick();
      assertThat(zones.answer("www.example.com", "A")).containsExactly("192.0.2.1");
      expiry.drop();
      assertThat(zones.forced().entries()).isEmpty();
    }
  }

  @Test
  void whatFollowsItsNamesStaysAsTheFileSaysAndVerdictsOfThatZoneReachAnswers() throws Exception {
    var follows = "[name.\"@\"]\nfollow = \"targets\"\n";
    FedZones.write(folder, BEHIND_EXAMPLE, ITS_RECORDS, ITS_STEERING);
    try (var zones = new FedZones(folder, RECORDS, STEERING + follows)) {
      zones.find(zones.all(), FedZones.UP);
      var read =
          zones.read(RECORDS, API_FIRST + follows).stream()
              .map(zone -> zone.apex().toString().equals(BEHIND_EXAMPLE) ? faulty(zone) : zone)
              .toList();
      assertThat(zones.zones().replace(read)).isEmpty();
      assertThat(zones.answer("example.com", "MX")).containsExactly("1 www.broken.net.");
      zones.find("192.0.2.1", FedZones.DOWN);
      assertThat(zones.answer("www.example.com", "A")).containsExactly("192.0.2.11");
    }
  }

  @Test
  void aNameThatIsExhaustedIsNotSaidToBeSoNoMore() throws Exception {
    var lines = new ListAppender<ILoggingEvent>();
    var log = (Logger) LoggerFactory.getLogger(ExhaustionWatch.class);
    try (var zones = sound(BEHIND_EXAMPLE);
        var alerts = new Alerts(null, List.of(), () -> Instant.EPOCH)) {
      lines.start();
      log.addAppender(lines);
      var watch = new ExhaustionWatch(zones.zones(), alerts, zones::nowNanos);
      zones.find("192.0.2.51", FedZones.DOWN);
      watch.look();
      FedZones.write(folder, BEHIND_EXAMPLE, ITS_RECORDS + MORE, ITS_STEERING);
      loadFaulty(zones, BEHIND_EXAMPLE);
      watch.look();
      assertThat(lines.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .containsExactly(
              "www.broken.net. A is exhausted: no tier is left, its promise is suspended");
    } finally {
      log.detachAppender(lines);
    }
  }

  @Test
  void whyItAnswersAsBeforeIsKnownUntilItIsMended() throws Exception {
    try (var zones = faulty(BEHIND_EXAMPLE)) {
      assertThat(zones.zones().behind())
          .hasEntrySatisfying(
              DnsName.parse(BEHIND_EXAMPLE),
              problem ->
                  assertThat(problem.format())
                      .contains(
                          "broken.net.zone: error: its answers stay as they were: "
                              + "java.lang.ArithmeticException"))
          .hasSize(1);
      zones.load(RECORDS, API_FIRST);
      assertThat(zones.zones().behind()).isEmpty();
    }
  }

  @Test
  void theWarmUpLeavesItOut() throws Exception {
    try (var zones = faulty(BEHIND_EXAMPLE)) {
      FedZones.write(
          folder, BEHIND_EXAMPLE, ITS_RECORDS + "www A 192.0.2.52\n" + MORE, ITS_STEERING);
      loadFaulty(zones, BEHIND_EXAMPLE);
      assertThat(zones.zones().rehearse(0, 1, number -> true, 1)).isTrue();
    }
  }

  @Test
  void ticksTryItASecondLaterAndThenTwiceAsLateEachTimeUpToAMinute() throws Exception {
    try (var zones = faulty(BEHIND_EXAMPLE)) {
      var start = zones.nowNanos();
      zones.find("192.0.2.2", FedZones.UP);
      var tried = new ArrayList<Long>();
      for (var quarter = 0; quarter < 4 * 182; quarter++) {
        var before = zones.tries();
        zones.pass(Duration.ofMillis(quarter == 0 ? 0 : 250));
        if (zones.tries() > before) {
          tried.add(Duration.ofNanos(zones.nowNanos() - start).toSeconds());
        }
      }
      assertThat(tried).containsExactly(1L, 3L, 7L, 15L, 31L, 63L, 123L);
    }
  }

  @Test
  void verdictsOfOthersDoNotTryIt() throws Exception {
    try (var zones = faulty(BEFORE_EXAMPLE)) {
      var before = zones.tries();
      zones.find("192.0.2.1", FedZones.DOWN);
      assertThat(zones.tries()).as("that of the other zone").isEqualTo(before + 1);
    }
  }

  @Test
  void theLogTellsOfItOnce() throws Exception {
    var lines = new ListAppender<ILoggingEvent>();
    var log = (Logger) LoggerFactory.getLogger(MonitoredZones.class);
    try (var zones = sound(BEHIND_EXAMPLE)) {
      lines.start();
      log.addAppender(lines);
      loadFaulty(zones, BEHIND_EXAMPLE);
      for (var i = 0; i < 10; i++) {
        zones.pass(Duration.ofMinutes(1));
      }
      assertThat(lines.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .containsExactly(
              "broken.net.: a verdict has not reached its answers, and will be tried again");
    } finally {
      log.detachAppender(lines);
    }
  }
}
