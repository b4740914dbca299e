package org.pharosdns.conformance.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How members come back: flap damping and slow start.
class ComingBackTest {
  private static final int QUERIES = Integer.getInteger("queries", 2000);

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

  private final Endpoint member = Endpoint.with(Behaviour.PASS);
  private final Endpoint other = Endpoint.with(Behaviour.PASS);

  @AfterEach
  void close() {
    member.close();
    other.close();
  }

  private LiveZone zone(String keys) {
    return server.zone(
        "www A %s\nwww A %s\n".formatted(member, other),
        Checks.web("fall = 1", "rise = 1") + "[name.www]\ncheck = \"web\"\n" + keys);
  }

  private String reason(LiveZone zone) {
    var reason = zone.status("www", member).get("reason");
    return reason.isNull() ? "" : reason.stringValue();
  }

  private void change(LiveZone zone, Behaviour to) {
    member.become(to);
    zone.awaitVerdict("www", member, to == Behaviour.PASS ? "up" : "down");
  }

  @Test
  void transitionMaxAndOneStartsTheHoldWhichLastsFromTheLastOne() {
    var zone = zone("flap = { max = 2, within = \"1m\", hold = \"2s\" }\n");
    zone.awaitMembers("www A", member, other);
    change(zone, Behaviour.REFUSE);
    change(zone, Behaviour.PASS);
    assertThat(reason(zone)).isEmpty();
    zone.awaitMembers("www A", member, other);
    change(zone, Behaviour.REFUSE);
    var before = System.nanoTime();
    change(zone, Behaviour.PASS);
    assertThat(reason(zone)).isEqualTo("flapping");
    assertThat(zone.status("www", member).get("effective").stringValue()).isEqualTo("down");
    assertThat(zone.members("www A")).isEqualTo("NOERROR " + other);
    var back = zone.awaitMembers("www A", member, other);
    assertThat(Duration.ofNanos(back - before))
        .isBetween(Duration.ofSeconds(2), Duration.ofMillis(4500));
    assertThat(server.log()).contains(member + " of www." + zone.name() + ". is flapping");
  }

  @Test
  void changesMeanwhileProlongTheHold() {
    var zone = zone("flap = { max = 1, within = \"1m\", hold = \"2s\" }\n");
    zone.awaitMembers("www A", member, other);
    change(zone, Behaviour.REFUSE);
    change(zone, Behaviour.PASS);
    assertThat(reason(zone)).isEqualTo("flapping");
    var last = 0L;
    for (var round = 0; round < 2; round++) {
      change(zone, Behaviour.REFUSE);
      last = System.nanoTime();
      change(zone, Behaviour.PASS);
      assertThat(zone.members("www A")).isEqualTo("NOERROR " + other);
    }
    var back = zone.awaitMembers("www A", member, other);
    assertThat(back - last).isGreaterThan(Duration.ofSeconds(2).toNanos());
  }

  @Test
  void suspicionIsNoChangeThatCouldFlap() {
    var zone =
        server.zone(
            "www A %s\nwww A %s\n".formatted(member, other),
            Checks.web("fall = 9")
                + "[name.www]\ncheck = \"web\"\nfailover_budget = \"60s\"\n"
                + "flap = { max = 1, within = \"1m\", hold = \"1m\" }\n");
    zone.awaitMembers("www A", member, other);
    for (var round = 0; round < 3; round++) {
      member.become(Behaviour.REFUSE);
      zone.awaitVerdict("www", member, "suspect");
      member.become(Behaviour.PASS);
      zone.awaitVerdict("www", member, "up");
    }
    zone.awaitMembers("www A", member, other);
  }

  @Test
  void aForcedStateWinsOverTheHold() {
    var zone = zone("flap = { max = 1, within = \"1m\", hold = \"1m\" }\n");
    zone.awaitMembers("www A", member, other);
    change(zone, Behaviour.REFUSE);
    change(zone, Behaviour.PASS);
    assertThat(zone.members("www A")).isEqualTo("NOERROR " + other);
    zone.done("up", member.address());
    assertThat(zone.members("www A")).contains(member.address(), other.address());
    zone.done("auto", member.address());
    assertThat(zone.members("www A")).isEqualTo("NOERROR " + other);
  }

  @Test
  void aRecoveredMembersWeightGrowsLinearlyAndNeverAtProcessStart() {
    var zone = zone("select = \"weighted\"\nslow_start = \"4s\"\n");
    zone.awaitVerdict("www", member, "up");
    zone.awaitVerdict("www", other, "up");
    assertThat(reason(zone)).isEmpty();
    var even = Map.of(member.address(), 1.0, other.address(), 1.0);
    ChiSquare.require(Sample.of(zone, "www A", QUERIES, Sample::first), even);
    change(zone, Behaviour.REFUSE);
    var down = System.nanoTime();
    change(zone, Behaviour.PASS);
    var up = System.nanoTime();
    for (var share = 0; share < 60; ) {
      var earliest = System.nanoTime();
      var reason = reason(zone);
      var latest = System.nanoTime();
      assertThat(reason).matches("slow start, \\d+% of its weight");
      share = Integer.parseInt(reason.replaceAll("\\D", ""));
      assertThat(share)
          .isBetween(
              (int) (100 * (earliest - up - 400_000_000L) / 4_000_000_000L),
              (int) (100 * (latest - down) / 4_000_000_000L));
    }
    Eventually.gives("", () -> reason(zone));
    assertThat(System.nanoTime() - down).isGreaterThan(Duration.ofSeconds(4).toNanos());
    ChiSquare.require(Sample.of(zone, "www A", QUERIES, Sample::first), even);
  }

  @Test
  void whileItIsSmallAMemberIsHardlyEverAnswered() {
    var zone = zone("select = \"weighted\"\nslow_start = \"1h\"\n");
    zone.awaitVerdict("www", member, "up");
    change(zone, Behaviour.REFUSE);
    change(zone, Behaviour.PASS);
    var seen = Sample.of(zone, "www A", 500, Sample::first);
    assertThat(seen.getOrDefault(member.address(), 0)).isLessThan(20);
    assertThat(seen.get(other.address())).isGreaterThan(480);
  }
}
