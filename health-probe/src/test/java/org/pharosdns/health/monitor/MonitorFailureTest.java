package org.pharosdns.health.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pharosdns.health.check.Check;
import org.pharosdns.health.check.FeedCheck;
import org.pharosdns.health.check.ProbeResult;
import org.pharosdns.health.check.Target;
import org.pharosdns.health.check.Timing;
import org.pharosdns.health.verdict.Verdict;

/// SEMANTICS 1: while no witness is reached, failures say nothing about endpoints.
class MonitorFailureTest {
  private static final Timing TIMING =
      new Timing(Duration.ofMillis(10), Duration.ofMillis(10), Duration.ofMillis(10), 0.1, 2, 2);
  private static final Monitor A = Monitors.tcp(TIMING, 1);

  private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<ProbeResult.Kind> probed = new LinkedBlockingQueue<>();
  private volatile boolean passes = true;
  private final HealthMonitors monitors =
      new HealthMonitors(
          new MonitorSettings(2000, 4, Duration.ofMillis(10)),
          this::probe,
          Target::host,
          System::nanoTime,
          new SplittableRandom(1),
          new Listener());

  private final class Listener implements HealthListener {
    @Override
    public void healthChanged(HealthTable table, List<Monitor> changed) {
      changed.forEach(monitor -> told.add(table.verdict(monitor).toString()));
    }

    @Override
    public void monitorFailureBegan(long sinceNanos) {
      told.add("failure");
    }

    @Override
    public void monitorFailureEnded() {
      told.add("sight");
    }
  }

  @AfterEach
  void close() {
    monitors.close();
  }

  private ProbeResult probe(Check check, Target target) {
    ProbeResult result =
        passes ? ProbeResult.pass(Duration.ZERO) : ProbeResult.fail("unreachable", Duration.ZERO);
    probed.add(result.kind());
    return result;
  }

  private void expect(String... words) throws InterruptedException {
    for (String word : words) {
      assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(word);
    }
  }

  private void untilFailedAgain(int times) throws InterruptedException {
    for (int i = 0; i < times; ) {
      i += probed.poll(10, TimeUnit.SECONDS) == ProbeResult.Kind.FAIL ? 1 : 0;
    }
  }

  private MonitorStatus status() {
    return Objects.requireNonNull(monitors.table().status(A));
  }

  @Test
  void verdictsSinceTheLastGoodRoundAreTakenBackAndStay() throws InterruptedException {
    monitors.watch(Set.of(A));
    expect("UP");
    monitors.witnessed(true, System.nanoTime());
    passes = false;
    expect("SUSPECT", "DOWN");
    monitors.witnessed(false, System.nanoTime());
    expect("failure", "UP");
    untilFailedAgain(5);
    assertThat(status().verdict()).isEqualTo(Verdict.UP);
    assertThat(status().transitions()).isZero();
    assertThat(told).isEmpty();
  }

  @Test
  void failuresCountAgainAfterTheNextGoodRound() throws InterruptedException {
    monitors.watch(Set.of(A));
    expect("UP");
    monitors.witnessed(false, System.nanoTime());
    expect("failure");
    passes = false;
    untilFailedAgain(3);
    monitors.witnessed(true, System.nanoTime());
    expect("sight", "SUSPECT", "DOWN");
  }

  @Test
  void whatWasDownBeforeStaysDownThoughItPasses() throws InterruptedException {
    passes = false;
    monitors.watch(Set.of(A));
    expect("DOWN");
    monitors.witnessed(true, System.nanoTime());
    monitors.witnessed(false, System.nanoTime());
    expect("failure");
    passes = true;
    for (int i = 0; i < 5; ) {
      i += probed.poll(10, TimeUnit.SECONDS) == ProbeResult.Kind.PASS ? 1 : 0;
    }
    assertThat(status().verdict()).isEqualTo(Verdict.DOWN);
    monitors.witnessed(true, System.nanoTime());
    expect("sight", "UP");
  }

  @Test
  void firstVerdictsOfAHostThatIsCutOffAreTakenBack() throws InterruptedException {
    passes = false;
    monitors.watch(Set.of(A));
    expect("DOWN");
    monitors.witnessed(false, System.nanoTime());
    expect("failure", "UNKNOWN");
  }

  @Test
  void afterTheNextGoodRoundNobodyWaitsForItsInterval() throws InterruptedException {
    monitors.watch(Set.of(Monitors.tcp(Monitors.every(Duration.ofHours(1)), 1)));
    expect("UP");
    monitors.witnessed(false, System.nanoTime());
    expect("failure");
    passes = false;
    monitors.witnessed(true, System.nanoTime());
    expect("sight", "SUSPECT");
  }

  @Test
  void whatAFeedTellsCountsAllTheSame() throws InterruptedException {
    var fed = new Monitor(new FeedCheck("deploy", null, Duration.ofHours(1)), A.target());
    monitors.watch(Set.of(fed));
    monitors.report(List.of(new Report(fed, ProbeResult.pass(Duration.ZERO), System.nanoTime())));
    expect("UP");
    monitors.witnessed(false, System.nanoTime());
    expect("failure");
    monitors.report(
        List.of(new Report(fed, ProbeResult.fail("told", Duration.ZERO), System.nanoTime())));
    expect("DOWN");
  }

  @Test
  void aRoundIsGoodWhenOneWitnessAccepts() throws InterruptedException {
    var rounds = new LinkedBlockingQueue<Boolean>();
    Target bad = A.target();
    Target good = Monitors.tcp(TIMING, 2).target();
    var witnesses =
        new Witnesses(
            List.of(bad, good),
            Duration.ofMillis(10),
            Duration.ofMillis(10),
            (check, target) ->
                target.equals(good) && passes
                    ? ProbeResult.pass(Duration.ZERO)
                    : ProbeResult.fail("refused", Duration.ZERO),
            System::nanoTime,
            (reached, startNanos) -> rounds.add(reached));
    try (witnesses) {
      assertThat(rounds.poll(10, TimeUnit.SECONDS)).isTrue();
      assertThat(rounds.poll(10, TimeUnit.SECONDS)).isTrue();
      passes = false;
      Boolean reached = true;
      while (Boolean.TRUE.equals(reached)) {
        reached = rounds.poll(10, TimeUnit.SECONDS);
      }
      assertThat(reached).isFalse();
    }
  }

  @Test
  void aRoundThatMeetsABugIsFollowedByTheUsualRest() throws InterruptedException {
    var rounds = new LinkedBlockingQueue<Boolean>();
    var witnesses =
        new Witnesses(
            List.of(A.target()),
            Duration.ofHours(1),
            Duration.ofSeconds(1),
            (check, target) -> ProbeResult.pass(Duration.ZERO),
            () -> 0,
            (reached, startNanos) -> {
              rounds.add(reached);
              throw new IllegalStateException("a bug");
            });
    try (witnesses) {
      assertThat(rounds.poll(10, TimeUnit.SECONDS)).isTrue();
      var resting = new CountDownLatch(1);
      witnesses.execute(resting::countDown);
      assertThat(resting.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(rounds).isEmpty();
    }
  }
}
