package org.pharosdns.dns.transport;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/// Whatever clients do, buffers and descriptors come back.
final class LeakTest {
  @ParameterizedTest
  @EnumSource
  void noBufferIsLostHoweverConnectionsEnd(SocketKind kind) throws IOException {
    assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
    var logger = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    logger.addAppender(lines);
    try {
      abuse(kind);
      for (var i = 0; i < 5; i++) {
        System.gc();
        // The detector reports lost buffers when the next one is tracked.
        PooledByteBufAllocator.DEFAULT.directBuffer(64).release();
      }
    } finally {
      logger.detachAppender(lines);
    }
    assertThat(lines.list).isEmpty();
  }

  @Test
  void noDescriptorIsLostHoweverConnectionsEnd() throws IOException {
    for (var kind : SocketKind.values()) {
      abuse(kind);
    }
    var before = descriptors();
    for (var kind : SocketKind.values()) {
      abuse(kind);
    }
    assertThat(descriptors()).isLessThanOrEqualTo(before);
  }

  private static void abuse(SocketKind kind) throws IOException {
    try (var server = Servers.start(kind, Servers.connections(1000, 1000))) {
      var address = server.addresses().getFirst();
      for (var i = 0; i < 50; i++) {
        try (var client = new TcpClient(address);
            var udp = new UdpClient(address)) {
          client.send("E");
          client.send("S60000");
          client.write(Arrays.copyOf(TcpClient.frame("E unfinished"), i % 14));
          client.receive();
          udp.ask("E");
          if (i % 3 == 0) {
            client.socket().setSoLinger(true, 0);
          } else if (i % 3 == 1) {
            client.socket().shutdownOutput();
            assertThat(client.octetsUntilEnd()).isEqualTo(60_002);
          }
        }
      }
    }
  }

  private static long descriptors() throws IOException {
    try (var open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }
}
