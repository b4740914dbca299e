package org.pharosdns.cli.gdnsd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Patterns as fnmatch(3) has them.
class ShellPatternTest {
  private static boolean matches(String glob, String text) {
    return new ShellPattern(glob).matches(text);
  }

  @Test
  void aStarStandsForSlashesToo() {
    assertThat(matches("*/dc", "geoip/www/dc")).isTrue();
    assertThat(matches("*", "192.0.2.1/web")).isTrue();
    assertThat(matches("192.0.2.1*", "192.0.2.11/web")).isTrue();
    assertThat(matches("192.0.2.1/*", "192.0.2.11/web")).isFalse();
  }

  @Test
  void aDotIsADotAndAQuestionMarkIsOneCharacter() {
    assertThat(matches("192.0.2.?/web", "192.0.2.1/web")).isTrue();
    assertThat(matches("192.0.2.?/web", "192.0.2.11/web")).isFalse();
    assertThat(matches("192.0.2.1/web", "192x0.2.1/web")).isFalse();
  }

  @Test
  void bracketsAreSets() {
    assertThat(matches("dc[1-3]", "dc2")).isTrue();
    assertThat(matches("dc[!1-3]", "dc2")).isFalse();
    assertThat(matches("dc[^1-3]", "dc4")).isTrue();
    assertThat(matches("dc[]x]", "dc]")).isTrue();
    assertThat(matches("dc[", "dc[")).isTrue();
    assertThat(matches("dc[3-1]", "dc2")).isFalse();
  }

  @Test
  void aBackslashTakesTheMeaningAway() {
    assertThat(matches("a\\*", "a*")).isTrue();
    assertThat(matches("a\\*", "ab")).isFalse();
    assertThat(matches("{a,b}", "a")).isFalse();
    assertThat(matches("{a,b}", "{a,b}")).isTrue();
  }
}
