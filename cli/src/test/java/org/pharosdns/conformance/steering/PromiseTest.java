package org.pharosdns.conformance.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The promise of the failover budget before a perfect cache, over and over: endpoints refuse,
/// hang, fail and flap, probes get lost, and the process is stopped meanwhile. `-Drounds=N` for
/// more.
@Tag("steering")
class PromiseTest {
  private static final int ROUNDS = Integer.getInteger("rounds", 3);
  private static final int NAMES = 8;
  private static final double BUDGET = 9;

  @TempDir static Path folder;
  static LiveServer server;

  private final SplittableRandom random = new SplittableRandom(ROUNDS);

  @BeforeAll
  static void start() {
    server = LiveServer.start(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /// A name of two members before a cache of its own; the first member dies.
  private static final class Mortal implements AutoCloseable {
    final Endpoint member = server.endpoint(Behaviour.PASS);
    final LiveZone zone;
    final PerfectCache cache;
    long diedNanos;

    Mortal(String check, String keys) {
      var other = server.endpoint(Behaviour.PASS);
      zone =
          server.zone(
              "www A %s\nwww A %s\n".formatted(member, other),
              check
                  + "[name.www]\ncheck = \"web\"\nfailover_budget = \"9s\"\nmin_ttl = \"2s\"\n"
                  + keys);
      zone.awaitMembers("www A", member, other);
      cache = PerfectCache.of(zone, "www A");
    }

    void die(Behaviour how) {
      diedNanos = member.become(how);
    }

    @Override
    public void close() {
      cache.close();
    }
  }

  private static String check(String... keys) {
    return """
        [check.web]
        type = "http"
        port = %d
        body = "ok"
        interval = "1s"
        timeout = "500ms"
        %s
        """
        .formatted(Endpoint.port(), String.join("\n", keys));
  }

  private List<Mortal> mortals(String check, String keys) {
    var mortals = new ArrayList<Mortal>();
    for (var i = 0; i < NAMES; i++) {
      mortals.add(new Mortal(check, keys));
    }
    return mortals;
  }

  private void pause(Duration atMost) {
    LockSupport.parkNanos(random.nextLong(atMost.toNanos()));
  }

  private static void requireTheBudget(String how, List<Mortal> mortals) {
    var worst = 0.0;
    for (var mortal : mortals) {
      worst =
          Math.max(
              worst, mortal.cache.usableSecondsAfter(mortal.member.address(), mortal.diedNanos));
    }
    System.out.printf("%s: usable for %.2f s after the death at most, budget 9 s%n", how, worst);
    assertThat(worst).as(how).isLessThanOrEqualTo(BUDGET);
  }

  private static void untilGone(List<Mortal> mortals) {
    for (var mortal : mortals) {
      Eventually.holds(
          "gone",
          Duration.ofSeconds(60),
          () -> !mortal.zone.members("www A").contains(mortal.member.address()));
    }
  }

  private void round(String how, String keys, Behaviour death, Runnable meanwhile) {
    var mortals = mortals(check("fall = 3"), keys);
    try {
      for (var mortal : mortals) {
        pause(Duration.ofMillis(500));
        mortal.die(death);
      }
      meanwhile.run();
      untilGone(mortals);
    } finally {
      mortals.forEach(Mortal::close);
    }
    requireTheBudget(how, mortals);
  }

  @Test
  void deathsOfEveryKindLeaveTheCachesInTime() {
    for (var i = 0; i < ROUNDS; i++) {
      for (var death :
          List.of(
              Behaviour.REFUSE,
              Behaviour.HANG,
              Behaviour.UNAVAILABLE,
              Behaviour.DRIP,
              Behaviour.WRONG_BODY)) {
        round(death + ", omit", "", death, () -> {});
      }
      round("REFUSE, keep", "suspect = \"keep\"\n", Behaviour.REFUSE, () -> {});
      round("HANG, keep", "suspect = \"keep\"\n", Behaviour.HANG, () -> {});
    }
  }

  @Test
  void theProcessMayBeStoppedForFourSecondsMeanwhile() {
    for (var i = 0; i < ROUNDS; i++) {
      for (var keys : List.of("", "suspect = \"keep\"\n")) {
        round("stopped" + keys.strip(), keys, Behaviour.HANG, this::stopForFourSeconds);
        round("stopped" + keys.strip(), keys, Behaviour.REFUSE, this::stopForFourSeconds);
      }
    }
  }

  private void stopForFourSeconds() {
    pause(Duration.ofMillis(1500));
    server.signal("STOP");
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(4));
    server.signal("CONT");
  }

  @Test
  void theProcessMayBeStoppedWhenTheyDie() {
    for (var i = 0; i < ROUNDS; i++) {
      var mortals = mortals(check("fall = 3"), "suspect = \"keep\"\n");
      try {
        pause(Duration.ofSeconds(1));
        server.signal("STOP");
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        mortals.forEach(mortal -> mortal.die(Behaviour.REFUSE));
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(3));
        server.signal("CONT");
        untilGone(mortals);
      } finally {
        mortals.forEach(Mortal::close);
      }
      requireTheBudget("died while stopped", mortals);
    }
  }

  @Test
  void aStopIsNoFailureOfAnyEndpoint() {
    for (var seconds : List.of(4, 5, 30)) {
      var mortals = mortals(check("fall = 2"), "");
      try {
        pause(Duration.ofSeconds(1));
        var before = mortals.stream().mapToInt(mortal -> mortal.member.probes().size()).sum();
        server.signal("STOP");
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
        var continued = System.nanoTime();
        server.signal("CONT");
        for (var mortal : mortals) {
          Eventually.holds(
              "probed again", () -> mortal.member.probes().getLast() - continued > 2_000_000_000L);
          var status = mortal.zone.status("www", mortal.member.address());
          assertThat(status.get("verdict").stringValue()).isEqualTo("up");
          assertThat(status.get("transitions").intValue()).isZero();
        }
        var probes =
            mortals.stream()
                .flatMap(mortal -> mortal.member.probes().stream())
                .filter(nanos -> nanos > continued && nanos < continued + 2_000_000_000L)
                .count();
        assertThat(probes).as("no burst after %s", before).isBetween(8L, 8L * 4);
      } finally {
        mortals.forEach(Mortal::close);
      }
    }
  }

  @Test
  void lostProbesAndFlappingNeverStretchTheLastDeath() {
    for (var i = 0; i < ROUNDS; i++) {
      var mortals = mortals(check("fall = 3", "fast = \"500ms\""), "suspect = \"keep\"\n");
      try {
        for (var turn = 0; turn < 6; turn++) {
          for (var mortal : mortals) {
            mortal.member.become(random.nextBoolean() ? Behaviour.HANG : Behaviour.PASS);
            pause(Duration.ofMillis(100));
          }
        }
        for (var mortal : mortals) {
          mortal.die(random.nextBoolean() ? Behaviour.HANG : Behaviour.CLOSE);
        }
        untilGone(mortals);
      } finally {
        mortals.forEach(Mortal::close);
      }
      requireTheBudget("flapping", mortals);
    }
  }

  @Test
  void fromADeathToTheFirstChangedAnswerItTakesNoLongerThanDetection() {
    for (var i = 0; i < ROUNDS; i++) {
      requireChange("omit", "", 1 + 0.5 + 0.2);
      requireChange("keep", "suspect = \"keep\"\n", 3 * 1 + 0.5 + 0.2);
    }
  }

  private void requireChange(String how, String keys, double atMost) {
    for (var death : List.of(Behaviour.REFUSE, Behaviour.HANG)) {
      var mortals = mortals(check("fall = 3"), keys);
      try {
        for (var mortal : mortals) {
          pause(Duration.ofMillis(400));
          mortal.die(death);
        }
        untilGone(mortals);
      } finally {
        mortals.forEach(Mortal::close);
      }
      var worst = 0.0;
      for (var mortal : mortals) {
        worst =
            Math.max(
                worst,
                mortal.cache.answeredSecondsAfter(mortal.member.address(), mortal.diedNanos));
      }
      System.out.printf(
          "R9 %s, %s: last answered %.3f s after the death, at most %.2f s%n",
          death, how, worst, atMost);
      assertThat(worst).isLessThanOrEqualTo(atMost);
    }
  }

  @Test
  void aRecoveredMemberIsSeenWithinTheRecoveryBudget() {
    for (var i = 0; i < ROUNDS; i++) {
      var a = server.endpoint(Behaviour.REFUSE);
      var zone =
          server.zone(
              "www A %s\nsorry A 192.0.2.1\n".formatted(a),
              check("rise = 2")
                  + """
                  [name.www]
                  check = "web"
                  backup = ["sorry"]
                  failover_budget = "9s"
                  recovery_budget = "12s"
                  min_ttl = "2s"
                  """);
      zone.awaitMembers("www A", "192.0.2.1");
      try (var cache = PerfectCache.of(zone, "www A")) {
        pause(Duration.ofSeconds(3));
        var back = a.become(Behaviour.PASS);
        zone.awaitMembers("www A", a);
        assertThat(cache.usableSecondsAfter("192.0.2.1", back)).isLessThanOrEqualTo(12);
      }
    }
  }
}
