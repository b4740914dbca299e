package org.pharosdns.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ValuesTest {
  @ParameterizedTest
  @CsvSource({
    "250ms, 250",
    "5s, 5000",
    "0.5s, 500",
    "1m30s, 90000",
    "2h, 7200000",
    "7d, 604800000",
    "1h0m1s, 3601000",
    "0s, 0"
  })
  void durationIsNumbersWithUnits(String text, long millis) {
    assertThat(Values.duration(text).toMillis()).isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5",
        "s",
        "5 s",
        "-5s",
        "5sec",
        "30s1m",
        "1s1s",
        "5S",
        "1e3s",
        "9999999d",
        ".5s"
      })
  void badDurationIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Values.duration(text));
  }

  @ParameterizedTest
  @CsvSource({"512B, 512", "16KiB, 16384", "1MiB, 1048576", "2GiB, 2147483648"})
  void sizeIsNumberWithUnit(String text, long octets) {
    assertThat(Values.size(text)).isEqualTo(octets);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "16", "16K", "16kib", "16 KiB", "-1B", "1.5MiB"})
  void badSizeIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Values.size(text));
  }

  @Test
  void escapesStandForOctets() {
    assertThat(Values.octets("PING\\r\\n\\x00\\xfF\\\\")).isEqualTo("PING\r\n\0\u00ff\\");
    assertThat(Values.octets("é")).isEqualTo("\u00c3\u00a9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\", "\\q", "\\x", "\\x1", "\\xgg", "\\x+1"})
  void badEscapeIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Values.octets(text));
  }
}
