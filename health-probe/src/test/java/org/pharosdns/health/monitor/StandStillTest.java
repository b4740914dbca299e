package org.pharosdns.health.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pharosdns.health.monitor.Simulation.MILLISECOND;
import static org.pharosdns.health.monitor.Simulation.SECOND;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.pharosdns.health.check.ProbeResult;
import org.pharosdns.health.check.Timing;

class StandStillTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Timing TIMING =
      new Timing(Duration.ofSeconds(5), TIMEOUT, Duration.ofSeconds(5), 0.1, 3, 2);
  private final StandStill standStill = new StandStill();

  private String judge(long startNanos, long endNanos) {
    return judge(startNanos, startNanos, endNanos);
  }

  private String judge(long plannedNanos, long startNanos, long endNanos) {
    var failure = ProbeResult.fail("timeout", Duration.ofNanos(endNanos - startNanos));
    return standStill.judge(failure, TIMING, plannedNanos, startNanos).reason();
  }

  @Test
  void aLittleUnpunctualityIsNoStandStill() {
    assertThat(standStill.woke(0, 250 * MILLISECOND)).isFalse();
    assertThat(standStill.woke(0, 251 * MILLISECOND)).isTrue();
  }

  @Test
  void whatFailedMeanwhileIsVoid() {
    standStill.woke(10 * SECOND, 14 * SECOND);
    assertThat(judge(9 * SECOND, 11 * SECOND)).isEqualTo("stopped");
    assertThat(judge(12 * SECOND, 14 * SECOND)).isEqualTo("stopped");
    assertThat(judge(8 * SECOND, 10 * SECOND)).isEqualTo("timeout");
    assertThat(judge(14 * SECOND, 16 * SECOND)).isEqualTo("timeout");
  }

  @Test
  void aFailureFarBeyondItsDeadlineIsVoid() {
    assertThat(judge(0, 2_250 * MILLISECOND)).isEqualTo("timeout");
    assertThat(judge(0, 2_251 * MILLISECOND)).isEqualTo("stopped");
  }

  @Test
  void aFailureOfAProbeThatBeganMoreThanAnIntervalLateIsVoid() {
    assertThat(judge(0, 5 * SECOND, 7 * SECOND)).isEqualTo("timeout");
    assertThat(judge(0, 5 * SECOND + 1, 7 * SECOND)).isEqualTo("late");
  }

  @Test
  void whatPassedMeanwhilePassed() {
    standStill.woke(10 * SECOND, 14 * SECOND);
    var pass = ProbeResult.pass(Duration.ofSeconds(4));
    assertThat(standStill.judge(pass, TIMING, 0, 9 * SECOND)).isSameAs(pass);
  }
}
