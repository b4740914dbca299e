package org.pharosdns.cli.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AnswerRatesTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final AnswerRates rates = new AnswerRates();

  private void tickAt(double seconds) {
    rates.tick(List.of(), (long) (seconds * SECOND));
  }

  @Test
  void thereIsOneColumnASecondHoweverOftenOneLooks() {
    for (var at : new double[] {10, 10.2, 10.4, 11.05, 11.1, 12, 15.1, 15.2}) {
      tickAt(at);
    }
    assertThat(rates.byRcode().get("NOERROR")).hasSize(5);
  }

  @Test
  void theLastFiveMinutesAreKept() {
    tickAt(0);
    tickAt(10_000);
    assertThat(rates.byRcode().get("NOERROR")).hasSize(AnswerRates.SECONDS);
  }
}
