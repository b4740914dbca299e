package org.pharosdns.health.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pharosdns.health.monitor.Simulation.MILLISECOND;
import static org.pharosdns.health.monitor.Simulation.SECOND;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.pharosdns.health.check.ProbeResult;

class StandStillTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final ProbeResult FAILURE = ProbeResult.fail("timeout", TIMEOUT);
  private final StandStill standStill = new StandStill();

  private String judge(long startNanos, long endNanos) {
    return standStill.judge(FAILURE, TIMEOUT, startNanos, endNanos).reason();
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
  void whatPassedMeanwhilePassed() {
    standStill.woke(10 * SECOND, 14 * SECOND);
    var pass = ProbeResult.pass(Duration.ofSeconds(4));
    assertThat(standStill.judge(pass, TIMEOUT, 9 * SECOND, 14 * SECOND)).isSameAs(pass);
  }
}
