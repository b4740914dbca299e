package org.pharosdns.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pharosdns.cli.logging.LogQueue;
import org.slf4j.LoggerFactory;

class LogLineTest {
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

  @Test
  void eventIsTimeLevelAndMessageOnOneLine() {
    assertThat(line(Level.WARN, "disk {} is full", null, "sda"))
        .matches("2026-03-01T\\d\\d:\\d\\d:00\\.250(Z|[+-]\\d\\d:\\d\\d) WARN  disk sda is full\n");
  }

  @Test
  void exceptionFollowsWithItsCause() {
    var thrown = new IllegalStateException("bug", new IOException("disk"));
    assertThat(line(Level.ERROR, "failed", thrown).lines())
        .contains("java.lang.IllegalStateException: bug", "Caused by: java.io.IOException: disk")
        .first()
        .asString()
        .endsWith(" ERROR failed");
  }

  @Test
  void linesGoToStandardErrorFromInfoOn() {
    assertThat(root.getLevel()).isEqualTo(Level.INFO);
    assertThat(root.getAppender("stderr")).isInstanceOf(LogQueue.class);
  }

  private String line(
      Level level, String message, @Nullable Throwable thrown, Object... arguments) {
    var event = new LoggingEvent("here", root, level, message, thrown, arguments);
    event.setInstant(Instant.parse("2026-03-01T12:00:00.250Z"));
    return new String(new LogLine().encode(event), UTF_8);
  }
}
