package org.pharosdns.health.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pharosdns.health.check.Check;
import org.pharosdns.health.check.ConstantCheck;
import org.pharosdns.health.check.FeedCheck;
import org.pharosdns.health.check.ProbeResult;
import org.pharosdns.health.check.Target;
import org.pharosdns.health.check.Timing;
import org.pharosdns.health.verdict.Verdict;

/// The thread, with a prober that finds what the test says.
class HealthMonitorsTest {
  private static final ProbeResult PASS = ProbeResult.pass(Duration.ZERO);
  private static final ProbeResult REFUSED = ProbeResult.fail("refused", Duration.ZERO);
  private static final Timing TIMING =
      new Timing(Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofMillis(10), 0.1, 3, 2);
  private static final Monitor A = Monitors.tcp(TIMING, 1);
  private static final Monitor B = Monitors.tcp(TIMING, 2);

  private final Map<Target, Supplier<ProbeResult>> findings = new ConcurrentHashMap<>();
  private final LinkedBlockingQueue<String> changes = new LinkedBlockingQueue<>();
  private final AtomicLong skippedNanos = new AtomicLong();
  private volatile HealthListener also = (_, _) -> {};
  private final HealthMonitors monitors =
      new HealthMonitors(
          new MonitorSettings(2000, 4, Duration.ofMillis(10)),
          this::probe,
          Target::host,
          () -> System.nanoTime() + skippedNanos.get(),
          new SplittableRandom(1),
          this::record);

  @AfterEach
  void close() {
    monitors.close();
  }

  private ProbeResult probe(Check check, Target target) {
    return findings.getOrDefault(target, () -> PASS).get();
  }

  private void record(HealthTable table, List<Monitor> changed) {
    for (Monitor monitor : changed) {
      MonitorStatus status = table.status(monitor);
      String verdict = status == null ? "?" : status.verdict() + " " + status.reason();
      changes.add(monitor.target().host() + " " + verdict);
    }
    also.healthChanged(table, changed);
  }

  private void find(Monitor monitor, Supplier<ProbeResult> finding) {
    findings.put(monitor.target(), finding);
  }

  private void expectChange(String change) throws InterruptedException {
    assertThat(changes.poll(10, TimeUnit.SECONDS)).isEqualTo(change);
  }

  private MonitorStatus status(Monitor monitor) {
    MonitorStatus status = monitors.table().status(monitor);
    return status == null ? fail("not watched: " + monitor.label()) : status;
  }

  @Test
  void tellsOfEveryChangeOfTheVerdict() throws InterruptedException {
    monitors.watch(Set.of(A));
    expectChange("10.0.0.1 UP ok");
    find(A, () -> REFUSED);
    expectChange("10.0.0.1 SUSPECT refused");
    expectChange("10.0.0.1 DOWN refused");
    find(A, () -> PASS);
    expectChange("10.0.0.1 UP ok");
    assertThat(status(A).transitions()).isEqualTo(2);
    assertThat(monitors.counters().downs()).isEqualTo(1);
    assertThat(monitors.counters().ups()).isEqualTo(1);
    assertThat(monitors.counters().results(ProbeResult.Kind.PASS)).isGreaterThanOrEqualTo(3);
    assertThat(monitors.counters().results(ProbeResult.Kind.FAIL)).isGreaterThanOrEqualTo(3);
    assertThat(Arrays.stream(monitors.counters().took().counts()).sum()).isGreaterThanOrEqualTo(6);
    assertThat(Arrays.stream(monitors.counters().late().counts()).sum()).isGreaterThanOrEqualTo(6);
  }

  @Test
  void theTableIsThereWhenWatchReturns() {
    CountDownLatch never = new CountDownLatch(1);
    find(A, () -> await(never));
    monitors.watch(Set.of(A));
    assertThat(status(A).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(status(A).reason()).isEqualTo("none");
    assertThat(monitors.table().verdict(B)).isEqualTo(Verdict.UNKNOWN);
    assertThat(monitors.table().statuses()).hasSize(1);
  }

  @Test
  void evidenceIsTheStartOfTheProbe() throws InterruptedException {
    long before = System.nanoTime();
    AtomicLong probed = new AtomicLong();
    find(
        A,
        () -> {
          probed.set(System.nanoTime());
          return REFUSED;
        });
    monitors.watch(Set.of(A));
    Evidence evidence = monitors.live(A).evidence();
    expectChange("10.0.0.1 DOWN refused");
    assertThat(evidence.lastOkNanos()).isEqualTo(Evidence.NEVER);
    assertThat(evidence.lastFailNanos()).isBetween(before, probed.get());
    find(A, () -> PASS);
    expectChange("10.0.0.1 UP ok");
    assertThat(evidence.lastOkNanos()).isGreaterThan(evidence.lastFailNanos());
  }

  @Test
  void aReportPublishesItsMonitorAndNoOther() throws InterruptedException {
    var feed = new FeedCheck("deploy", null, Duration.ofHours(1));
    var told = new Monitor(feed, A.target());
    var other = new Monitor(feed, B.target());
    monitors.watch(Set.of(told, other));
    MonitorStatus before = status(other);
    monitors.report(List.of(new Report(told, REFUSED, System.nanoTime())));
    assertThat(status(told).verdict()).isEqualTo(Verdict.DOWN);
    assertThat(status(other)).isSameAs(before);
  }

  @Test
  void whatStaysWatchedKeepsItsStateAndItsEvidence() throws InterruptedException {
    monitors.watch(Set.of(A));
    expectChange("10.0.0.1 UP ok");
    Evidence evidence = monitors.live(A).evidence();
    monitors.watch(Set.of(Monitors.tcp(TIMING, 1), B));
    assertThat(monitors.table().verdict(A)).isEqualTo(Verdict.UP);
    assertThat(monitors.live(A).evidence()).isSameAs(evidence);
    expectChange("10.0.0.2 UP ok");
  }

  @Test
  void whatIsNoLongerWatchedIsForgotten() throws InterruptedException {
    monitors.watch(Set.of(A, B));
    changes.poll(10, TimeUnit.SECONDS);
    changes.poll(10, TimeUnit.SECONDS);
    monitors.watch(Set.of(B));
    assertThat(monitors.table().status(A)).isNull();
    assertThatThrownBy(() -> monitors.live(A)).hasMessageContaining("not watched");
    find(A, () -> REFUSED);
    find(B, () -> REFUSED);
    expectChange("10.0.0.2 SUSPECT refused");
    expectChange("10.0.0.2 DOWN refused");
  }

  @Test
  void constantsStandAtOnce() {
    var up = new Monitor(new ConstantCheck(true), A.target());
    var down = new Monitor(new ConstantCheck(false), A.target());
    monitors.watch(Set.of(up, down));
    assertThat(monitors.table().verdict(up)).isEqualTo(Verdict.UP);
    assertThat(monitors.table().verdict(down)).isEqualTo(Verdict.DOWN);
    assertThat(monitors.live(up).evidence().lastOkNanos()).isEqualTo(Evidence.ALWAYS);
    assertThat(monitors.live(down).evidence().lastOkNanos()).isEqualTo(Evidence.NEVER);
  }

  @Test
  void savedVerdictsStandUntilTheFirstResultAndGiveNoEvidence() throws InterruptedException {
    Instant savedAt = Instant.parse("2026-01-01T00:00:00Z");
    CountDownLatch mayProbe = new CountDownLatch(1);
    find(A, () -> await(mayProbe));
    monitors.watch(Set.of(A), Map.of(A, new SavedVerdict(Verdict.UP, 100, savedAt, 5)));
    assertThat(status(A).verdict()).isEqualTo(Verdict.UP);
    assertThat(status(A).seededAt()).isEqualTo(savedAt);
    assertThat(monitors.live(A).evidence().lastOkNanos()).isEqualTo(Evidence.NEVER);
    assertThat(monitors.live(A).evidence().seededNanos()).isEqualTo(5);
    find(A, () -> REFUSED);
    mayProbe.countDown();
    expectChange("10.0.0.1 SUSPECT refused");
    assertThat(status(A).seededAt()).isNull();
  }

  @Test
  void whatFailsWhileTheProcessStandsStillDoesNotCount() throws InterruptedException {
    Monitor strict =
        Monitors.tcp(new Timing(TIMING.interval(), TIMING.timeout(), TIMING.fast(), 0.1, 1, 1), 1);
    monitors.watch(Set.of(strict));
    expectChange("10.0.0.1 UP ok");
    AtomicInteger probes = new AtomicInteger();
    find(
        strict,
        () -> {
          int number = probes.incrementAndGet();
          if (number == 1) {
            skippedNanos.addAndGet(TimeUnit.SECONDS.toNanos(30));
            return ProbeResult.fail("refused", Duration.ofSeconds(30));
          }
          return number > 3 ? REFUSED : PASS;
        });
    expectChange("10.0.0.1 DOWN refused");
    assertThat(probes.get()).isGreaterThanOrEqualTo(4);
    assertThat(status(strict).voids()).isGreaterThanOrEqualTo(1);
    assertThat(status(strict).transitions()).isEqualTo(1);
  }

  @Test
  void aListenerThatThrowsIsToldOfTheNextChange() throws InterruptedException {
    also =
        (_, _) -> {
          throw new AssertionError("a bug in a listener");
        };
    monitors.watch(Set.of(A));
    expectChange("10.0.0.1 UP ok");
    find(A, () -> REFUSED);
    expectChange("10.0.0.1 SUSPECT refused");
  }

  @Test
  void aTaskThatThrowsStopsNoOther() throws InterruptedException {
    var ran = new CountDownLatch(1);
    monitors.execute(
        () -> {
          monitors.execute(
              () -> {
                throw new AssertionError("a bug in a task");
              });
          monitors.execute(ran::countDown);
        });
    assertThat(ran.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whoWatchesTheSameAgainChangesNothing() {
    monitors.watch(Set.of(A, B));
    Set<Monitor> before = monitors.monitors();
    monitors.watch(Set.of(B, A));
    assertThat(monitors.monitors()).isSameAs(before);
    monitors.watch(Set.of(A));
    assertThat(monitors.monitors()).containsExactly(A);
  }

  @Test
  void aProbeThatThrowsDoesNotCountAndTheNextOneComes() throws InterruptedException {
    AtomicInteger probes = new AtomicInteger();
    find(
        A,
        () -> {
          if (probes.incrementAndGet() == 1) {
            throw new IllegalStateException("a bug in a probe");
          }
          return PASS;
        });
    monitors.watch(Set.of(A));
    expectChange("10.0.0.1 UP ok");
    assertThat(status(A).voids()).isEqualTo(1);
  }

  @Test
  void theListenerMayChangeWhatIsWatched() throws InterruptedException {
    also = (_, changed) -> monitors.watch(Set.of(B));
    monitors.watch(Set.of(A));
    expectChange("10.0.0.1 UP ok");
    expectChange("10.0.0.2 UP ok");
  }

  @Test
  void closingEndsRunningProbes() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    find(
        A,
        () -> {
          running.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            ended.countDown();
          }
          return REFUSED;
        });
    monitors.watch(Set.of(A));
    assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
    monitors.close();
    assertThat(ended.getCount()).isZero();
    assertThat(changes).isEmpty();
  }

  private static ProbeResult await(CountDownLatch latch) {
    try {
      latch.await();
      return PASS;
    } catch (InterruptedException e) {
      return ProbeResult.none("error", Duration.ZERO);
    }
  }
}
