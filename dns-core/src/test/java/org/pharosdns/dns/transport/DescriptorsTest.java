package org.pharosdns.dns.transport;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

final class DescriptorsTest {
  @Test
  void connectionsLeaveHalfOfFewDescriptorsAlone() {
    assertThat(Descriptors.affordable(1000, 256)).isEqualTo(128);
  }

  @Test
  void connectionsLeaveTwoHundredFiftySixOfManyDescriptorsAlone() {
    assertThat(Descriptors.affordable(1000, 1255)).isEqualTo(999);
    assertThat(Descriptors.affordable(1000, 1256)).isEqualTo(1000);
    assertThat(Descriptors.affordable(1000, 1 << 20)).isEqualTo(1000);
  }

  @ParameterizedTest
  @EnumSource
  void thatThereAreTooFewIsSaidByTheServerThatNeedsThemAlone(SocketKind kind) throws IOException {
    var logger = (Logger) LoggerFactory.getLogger(DnsServer.class);
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    logger.addAppender(lines);
    var settings = Servers.connections(Integer.MAX_VALUE, 64);
    try {
      DnsServer.inBackground(settings, TalkingProcessor::new).close();
      assertThat(lines.list).isEmpty();
      Servers.start(kind, settings).close();
      assertThat(lines.list).hasSize(1);
    } finally {
      logger.detachAppender(lines);
    }
  }
}
