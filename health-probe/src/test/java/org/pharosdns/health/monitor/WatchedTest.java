package org.pharosdns.health.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.pharosdns.health.check.ProbeResult;
import org.pharosdns.health.verdict.Verdict;

/// What the words of a target do to its weight. Three failures in a row make it down.
class WatchedTest {
  private static final ProbeResult DRAIN =
      new ProbeResult(ProbeResult.Kind.PASS, "drain", Duration.ZERO, 0);
  private static final ProbeResult DOWN = ProbeResult.down("down");
  private static final ProbeResult REFUSED = ProbeResult.fail("refused", Duration.ZERO);

  private final Watched watched =
      new Watched(Monitors.tcp(Monitors.every(Duration.ofSeconds(1)), 1), null);
  private long now;

  private String after(ProbeResult... results) {
    for (ProbeResult result : results) {
      watched.take(result, ++now);
    }
    watched.publish();
    return watched.verdict() + " " + watched.status().weightPercent() + "%";
  }

  @Test
  void aDrainedTargetThatIsNotReachedStaysDrained() {
    assertThat(after(DRAIN, REFUSED, REFUSED, REFUSED)).isEqualTo(Verdict.DOWN + " 0%");
  }

  @Test
  void aDrainedTargetThatSaysThatItIsDownIsDrainedUntilItIs() {
    assertThat(after(DRAIN, DOWN)).isEqualTo(Verdict.SUSPECT + " 0%");
    assertThat(after(DOWN)).isEqualTo(Verdict.SUSPECT + " 0%");
    assertThat(after(REFUSED)).isEqualTo(Verdict.DOWN + " 100%");
    assertThat(after(REFUSED)).isEqualTo(Verdict.DOWN + " 100%");
  }

  @Test
  void whatWasDownAndComesBackDrainedIsDrained() {
    assertThat(after(DOWN, DRAIN)).isEqualTo(Verdict.DOWN + " 0%");
    assertThat(after(DRAIN)).isEqualTo(Verdict.UP + " 0%");
  }

  @Test
  void aVerdictThatIsTakenBackTakesTheWeightWithIt() {
    after(DRAIN);
    watched.settle(7);
    assertThat(after(DOWN, DOWN, DOWN)).isEqualTo(Verdict.DOWN + " 100%");
    watched.takeBack(7);
    assertThat(after()).isEqualTo(Verdict.UP + " 0%");
  }
}
