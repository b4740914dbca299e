package org.pharosdns.cli.gdnsd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Texts that one string cannot hold.
class LongTextTest {
  private static final String FULL = "x".repeat(255);

  @Test
  void whatFitsStaysWhole() {
    assertThat(LongText.split("\"" + FULL + "\"")).isEqualTo("\"" + FULL + "\"");
    assertThat(LongText.split(FULL)).isEqualTo(FULL);
    var escaped = "\"" + "\\200".repeat(255) + "\"";
    assertThat(LongText.split(escaped)).isEqualTo(escaped);
  }

  @Test
  void whatDoesNotFitIsCutBetweenOctets() {
    assertThat(LongText.split("\"" + FULL + "\\\"y\"")).isEqualTo("\"" + FULL + "\" \"\\\"y\"");
    assertThat(LongText.split(FULL + FULL + "\\;")).isEqualTo(FULL + " " + FULL + " \\;");
    assertThat(LongText.split("\"" + "\\200".repeat(256) + "\""))
        .isEqualTo("\"" + "\\200".repeat(255) + "\" \"\\200\"");
  }
}
