package org.pharosdns.health.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pharosdns.health.monitor.Simulation.MILLISECOND;
import static org.pharosdns.health.monitor.Simulation.SECOND;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pharosdns.health.check.ConstantCheck;
import org.pharosdns.health.check.ProbeResult;
import org.pharosdns.health.check.Target;
import org.pharosdns.health.check.TcpCheck;
import org.pharosdns.health.check.Timing;
import org.pharosdns.health.verdict.Verdict;

class ScheduleTest {
  private static final Timing EVERY_5_S = Monitors.every(Duration.ofSeconds(5));
  private final Simulation simulation = new Simulation(MonitorSettings.DEFAULTS);

  private static List<Monitor> many(int count, Timing timing) {
    return IntStream.range(0, count).mapToObj(n -> Monitors.tcp(timing, n)).toList();
  }

  /// The most starts that any window of this length saw.
  private long mostWithin(long windowNanos, long fromNanos) {
    List<Long> starts = simulation.allStarts.stream().filter(start -> start >= fromNanos).toList();
    int most = 0;
    for (int first = 0, last = 0; last < starts.size(); last++) {
      while (starts.get(last) - starts.get(first) >= windowNanos) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }

  @Test
  void aSingleMonitorIsProbedAtOnce() {
    simulation.add(Monitors.tcp(EVERY_5_S, 1));
    simulation.run(2 * MILLISECOND);
    assertThat(simulation.allStarts).hasSize(1);
  }

  @Test
  void firstProbesAreSpreadOverTheFirstSecond() {
    simulation.add(many(1000, EVERY_5_S));
    long begin = simulation.nowNanos;
    simulation.run(SECOND);
    assertThat(simulation.starts).hasSize(1000);
    assertThat(simulation.allStarts.getLast() - begin).isBetween(SECOND / 2, SECOND);
  }

  @Test
  void laterProbesAreSpreadOverTheInterval() {
    simulation.add(many(10_000, Monitors.every(Duration.ofSeconds(10))));
    simulation.run(20 * SECOND);
    long begin = simulation.nowNanos;
    simulation.run(30 * SECOND);
    assertThat(simulation.allStarts.stream().filter(start -> start >= begin).count())
        .isBetween(29_700L, 30_300L);
    assertThat(mostWithin(100 * MILLISECOND, begin)).isLessThan(160);
  }

  @Test
  void startsAreNeverFurtherApartThanIntervalAndJitter() {
    simulation.add(many(100, EVERY_5_S));
    simulation.run(100 * SECOND);
    for (List<Long> starts : simulation.starts.values()) {
      for (int i = 1; i < starts.size(); i++) {
        long gap = starts.get(i) - starts.get(i - 1);
        assertThat(gap).isLessThan(5_500 * MILLISECOND + 10 * MILLISECOND);
        assertThat(i <= 2 || gap > 4_490 * MILLISECOND).isTrue();
      }
      assertThat(starts.size()).isBetween(20, 22);
    }
  }

  @Test
  void noMoreStartPerSecondThanAllowed() {
    var few = new Simulation(new MonitorSettings(100, 4, Duration.ofMillis(100)));
    few.add(many(1000, EVERY_5_S));
    few.run(20 * SECOND);
    assertThat(few.starts).hasSize(1000);
    assertThat(few.allStarts.size()).isBetween(1990, 2010);
  }

  @ParameterizedTest
  @CsvSource({"99, 99", "100, 100", "101, 100"})
  void asManyStartInASecondAsAllowedAndNotOneMore(int monitors, int started) {
    var few = new Simulation(new MonitorSettings(100, 4, Duration.ofMillis(100)));
    few.add(many(monitors, Monitors.every(Duration.ofHours(1))));
    few.run(SECOND);
    assertThat(few.allStarts).hasSize(started);
    few.run(20 * MILLISECOND);
    assertThat(few.starts).hasSize(monitors);
  }

  /// And ten milliseconds' worth of it, which may start at once.
  @Test
  void whatIsOverdueStartsNoFasterThanAllowed() {
    var few = new Simulation(new MonitorSettings(100, 4, Duration.ofMillis(100)));
    few.add(many(300, EVERY_5_S));
    few.run(20 * SECOND);
    few.standStill(5 * SECOND);
    int before = few.allStarts.size();
    few.run(SECOND - MILLISECOND);
    assertThat(few.allStarts.size() - before).isEqualTo(101);
  }

  @Test
  void whereNotAllCanBeProbedInTimeNoneIsForgotten() {
    var few = new Simulation(new MonitorSettings(100, 4, Duration.ofMillis(100)));
    few.add(many(1000, EVERY_5_S));
    few.run(100 * SECOND);
    assertThat(few.starts.values())
        .allSatisfy(starts -> assertThat(starts.size()).isBetween(8, 12));
  }

  @ParameterizedTest
  @CsvSource({"3, 3", "4, 4", "5, 4"})
  void asManyProbesOfAHostRunAtOnceAsAllowedAndNotOneMore(int monitors, int running) {
    simulation.probeNanos = SECOND;
    simulation.add(IntStream.rangeClosed(1, monitors).mapToObj(ScheduleTest::atOneHost).toList());
    simulation.run(100 * MILLISECOND);
    assertThat(simulation.schedule.running()).isEqualTo(running);
    simulation.run(SECOND);
    assertThat(simulation.starts).hasSize(monitors);
  }

  @Test
  void noMoreProbesOfAHostRunAtOnceThanAllowed() {
    simulation.probeNanos = SECOND;
    IntStream.range(1, 11)
        .forEach(port -> simulation.add(Monitors.tcp(EVERY_5_S, "192.0.2.1", port)));
    simulation.run(100 * MILLISECOND);
    assertThat(simulation.allStarts).hasSize(4);
    simulation.add(Monitors.tcp(EVERY_5_S, "192.0.2.2", 1));
    simulation.run(100 * MILLISECOND);
    assertThat(simulation.allStarts).hasSize(5);
    simulation.run(2 * SECOND);
    assertThat(simulation.starts).hasSize(11);
  }

  @Test
  void aNameAndItsAddressAreOneHost() {
    var resolving =
        new Simulation(
            MonitorSettings.DEFAULTS,
            target -> target.address() == null ? "192.0.2.1" : target.host());
    resolving.probeNanos = SECOND;
    for (int port = 1; port < 6; port++) {
      var byName =
          new Monitor(new TcpCheck(EVERY_5_S, port, null, null), Target.named("a.example", port));
      resolving.add(List.of(byName, Monitors.tcp(EVERY_5_S, "192.0.2.1", port)));
    }
    resolving.run(100 * MILLISECOND);
    assertThat(resolving.allStarts).hasSize(4);
    resolving.run(3 * SECOND);
    assertThat(resolving.starts).hasSize(10);
  }

  @Test
  void whoWaitsForAHostIsProbedThoughItsNameGetsAnotherAddress() {
    var address = new AtomicReference<>("192.0.2.1");
    var moving = new Simulation(MonitorSettings.DEFAULTS, _ -> address.get());
    moving.probeNanos = SECOND;
    moving.add(many(20, EVERY_5_S));
    moving.run(100 * MILLISECOND);
    address.set("192.0.2.2");
    moving.run(5 * SECOND);
    assertThat(moving.starts).hasSize(20);
  }

  @Test
  void whoIsDroppedWhileItWaitsForAHostGivesItsTurnToTheNext() {
    var one = new Simulation(new MonitorSettings(2000, 1, Duration.ofMillis(100)));
    one.probeNanos = SECOND;
    var watched = one.add(IntStream.range(1, 4).mapToObj(ScheduleTest::atOneHost).toList());
    one.run(100 * MILLISECOND);
    var waiting = watched.stream().filter(each -> !one.starts.containsKey(each)).toList();
    waiting.getFirst().dropped = true;
    waiting.getLast().dropped = true;
    Watched last = one.add(atOneHost(4));
    one.run(1_100 * MILLISECOND);
    assertThat(one.starts).containsKey(last);
  }

  private static Monitor atOneHost(int port) {
    return Monitors.tcp(EVERY_5_S, "192.0.2.1", port);
  }

  @Test
  void aSuspectMonitorIsProbedAtTheFastIntervalUntilItIsDecided() {
    var timing =
        new Timing(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(1), 0.1, 3, 2);
    Watched watched = simulation.add(Monitors.tcp(timing, 1));
    simulation.run(SECOND);
    assertThat(watched.verdict()).isEqualTo(Verdict.UP);
    int k = simulation.allStarts.size();
    simulation.finding = _ -> ProbeResult.fail("refused", Duration.ZERO);
    simulation.run(30 * SECOND);
    List<Long> starts = simulation.allStarts;
    assertThat(starts.get(k + 1) - starts.get(k)).isBetween(SECOND, 1_110 * MILLISECOND);
    assertThat(starts.get(k + 2) - starts.get(k + 1)).isBetween(SECOND, 1_110 * MILLISECOND);
    assertThat(starts.get(k + 5) - starts.get(k + 4))
        .isBetween(4_490 * MILLISECOND, 5_510 * MILLISECOND);
    assertThat(watched.verdict()).isEqualTo(Verdict.DOWN);
  }

  @Test
  void withoutAFastIntervalASuspectIsDecidedWithinFallIntervals() {
    var timing =
        new Timing(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(5), 0.1, 3, 2);
    Watched watched = simulation.add(Monitors.tcp(timing, 1));
    simulation.run(SECOND);
    int k = simulation.allStarts.size();
    simulation.finding = _ -> ProbeResult.fail("refused", Duration.ZERO);
    simulation.run(20 * SECOND);
    List<Long> starts = simulation.allStarts;
    assertThat(starts.get(k + 1) - starts.get(k))
        .isBetween(4_490 * MILLISECOND, 5_050 * MILLISECOND);
    assertThat(starts.get(k + 2) - starts.get(k + 1))
        .isBetween(4_490 * MILLISECOND, 5_050 * MILLISECOND);
    assertThat(watched.verdict()).isEqualTo(Verdict.DOWN);
  }

  @Test
  void aFastProbeWaitsForTheOneBefore() {
    var timing =
        new Timing(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(1), 0.1, 3, 2);
    simulation.add(Monitors.tcp(timing, 1));
    simulation.run(SECOND);
    int k = simulation.allStarts.size();
    simulation.probeNanos = 2 * SECOND;
    simulation.finding = _ -> ProbeResult.fail("timeout", Duration.ZERO);
    simulation.run(30 * SECOND);
    List<Long> starts = simulation.allStarts;
    assertThat(starts.get(k + 1) - starts.get(k)).isEqualTo(2 * SECOND);
  }

  @Test
  void whatIsLateByMoreThanAnIntervalIsSkippedAndNotCaughtUp() {
    Watched watched = simulation.add(Monitors.tcp(EVERY_5_S, 1));
    simulation.run(20 * SECOND);
    int before = simulation.allStarts.size();
    simulation.standStill(60 * SECOND);
    simulation.run(4 * SECOND);
    assertThat(simulation.allStarts.size() - before).isLessThanOrEqualTo(2);
    watched.publish();
    assertThat(watched.status().voids()).isEqualTo(1);
    assertThat(watched.verdict()).isEqualTo(Verdict.UP);
  }

  @Test
  void whatFellDueWhileTheProcessStoodStillIsSpreadOverASecond() {
    for (long seconds : new long[] {5, 30, 120}) {
      var stopped = new Simulation(MonitorSettings.DEFAULTS);
      stopped.add(many(400, EVERY_5_S));
      stopped.run(20 * SECOND);
      int before = stopped.allStarts.size();
      stopped.standStill(seconds * SECOND);
      stopped.schedule.resumed(stopped.nowNanos);
      stopped.run(100 * MILLISECOND);
      assertThat(stopped.allStarts.size() - before).isBetween(20, 80);
      stopped.run(900 * MILLISECOND);
      assertThat(stopped.allStarts.size() - before).isBetween(320, 500);
      stopped.run(9 * SECOND);
      assertThat(stopped.allStarts.size() - before).isLessThan(1300);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 12, 30, 120})
  void afterAStandStillNoneIsProbedAgainBeforeHalfAnInterval(long seconds) {
    simulation.add(many(400, EVERY_5_S));
    simulation.run(20 * SECOND);
    simulation.starts.clear();
    simulation.standStill(seconds * SECOND);
    simulation.schedule.resumed(simulation.nowNanos);
    simulation.run(30 * SECOND);
    assertThat(simulation.starts).hasSize(400);
    assertThat(simulation.starts.values()).allSatisfy(ScheduleTest::areHalfToOneIntervalApart);
  }

  @Test
  void afterTheFirstProbeTheNextComesNoSoonerThanHalfAnInterval() {
    simulation.add(many(400, EVERY_5_S));
    simulation.run(30 * SECOND);
    assertThat(simulation.starts.values()).allSatisfy(ScheduleTest::areHalfToOneIntervalApart);
  }

  private static void areHalfToOneIntervalApart(List<Long> starts) {
    for (int i = 1; i < starts.size(); i++) {
      assertThat(starts.get(i) - starts.get(i - 1))
          .isBetween(2_490 * MILLISECOND, 5_510 * MILLISECOND);
    }
  }

  @Test
  void whoHurriesProbesAllWithinASecondAndThenAsBefore() {
    simulation.add(many(400, EVERY_5_S));
    simulation.run(20 * SECOND);
    simulation.allStarts.clear();
    simulation.starts.clear();
    simulation.schedule.hurry(simulation.nowNanos);
    simulation.run(100 * MILLISECOND);
    assertThat(simulation.allStarts.size()).isBetween(20, 80);
    simulation.run(900 * MILLISECOND);
    assertThat(simulation.starts).hasSize(400);
    assertThat(simulation.allStarts.size()).isLessThan(500);
    simulation.run(50 * SECOND);
    assertThat(simulation.allStarts.size()).isBetween(4_300, 4_500);
  }

  @Test
  void whoHurriesProbesNoFasterThanAllowed() {
    var few = new Simulation(new MonitorSettings(100, 4, Duration.ofMillis(100)));
    few.add(many(300, Monitors.every(Duration.ofHours(1))));
    few.run(3600 * SECOND);
    few.allStarts.clear();
    few.schedule.hurry(few.nowNanos);
    few.run(SECOND);
    assertThat(few.allStarts.size()).isBetween(95, 105);
    few.run(2100 * MILLISECOND);
    assertThat(few.allStarts.size()).isGreaterThanOrEqualTo(300);
  }

  @Test
  void aDroppedMonitorIsNotProbedAgain() {
    Watched watched = simulation.add(Monitors.tcp(EVERY_5_S, 1));
    simulation.probeNanos = SECOND;
    simulation.run(500 * MILLISECOND);
    watched.dropped = true;
    simulation.run(60 * SECOND);
    assertThat(simulation.allStarts).hasSize(1);
    assertThat(simulation.schedule.running()).isZero();
  }

  @Test
  void constantsAreNeverProbed() {
    simulation.add(new Monitor(new ConstantCheck(true), Monitors.tcp(EVERY_5_S, 1).target()));
    simulation.run(60 * SECOND);
    assertThat(simulation.allStarts).isEmpty();
    assertThat(simulation.schedule.nextWakeNanos()).isEqualTo(Long.MAX_VALUE);
  }
}
