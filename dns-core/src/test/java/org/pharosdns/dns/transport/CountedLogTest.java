package org.pharosdns.dns.transport;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class CountedLogTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger("counted");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final AtomicLong clock = new AtomicLong(-7);
  private final CountedLog log = new CountedLog(logger, clock::get);

  @BeforeEach
  void listen() {
    logger.setAdditive(false);
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(lines);
  }

  @Test
  void tenLinesASecondThenACount() {
    for (var i = 0; i < 25; i++) {
      log.warn("broken", "x");
    }
    assertThat(messages()).hasSize(10).containsOnly("broken: x");
    clock.addAndGet(1_000_000_000);
    log.warn("broken", "y");
    assertThat(messages()).hasSize(12).endsWith("broken: 15 more", "broken: y");
  }

  @Test
  void kindsAreCountedApart() {
    for (var i = 0; i < 11; i++) {
      log.warn("one", "x");
    }
    log.error("two", new IllegalStateException());
    assertThat(messages()).hasSize(11).endsWith("two");
  }

  private List<String> messages() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
