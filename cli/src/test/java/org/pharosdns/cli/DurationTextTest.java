package org.pharosdns.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
  @ParameterizedTest
  @CsvSource({
    "-5, 0s",
    "0, 0s",
    "49, 0s",
    "250, 0.3s",
    "3200, 3.2s",
    "5000, 5s",
    "9949, 9.9s",
    "9950, 10s",
    "59400, 59s",
    "59999, 1m",
    "60000, 1m",
    "95000, 1m35s",
    "3600000, 1h",
    "7500000, 2h5m",
    "615600000, 7d3h"
  })
  void peopleReadTwoUnits(long millis, String text) {
    assertThat(DurationText.of(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @Test
  void exactSecondsKeepTheirDecimals() {
    assertThat(DurationText.exact(Duration.ofMillis(12150))).isEqualTo("12.15s");
    assertThat(DurationText.exact(Duration.ofSeconds(30))).isEqualTo("30s");
    assertThat(DurationText.exact(Duration.ZERO)).isEqualTo("0s");
  }

  @ParameterizedTest
  @CsvSource({"250ms, 250", "5s, 5000", "1m30s, 90000", "2h, 7200000", "7d, 604800000"})
  void peopleWriteUnits(String text, long millis) {
    assertThat(DurationText.parse(text)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "s", "5 s", "1h30", "-5s", "5w", "0s", "99999999999s"})
  void anythingElseIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> DurationText.parse(text));
  }
}
