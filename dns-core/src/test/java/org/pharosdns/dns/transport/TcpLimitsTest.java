package org.pharosdns.dns.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a TCP client may not do to the others.
final class TcpLimitsTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @ParameterizedTest
  @EnumSource
  void oneConnectionTooManyIsClosedAtOnce(SocketKind kind) throws IOException {
    try (var server = Servers.start(kind, Servers.connections(3, 64))) {
      assertThirdIsServedAndFourthClosed(server);
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneConnectionTooManyOfOneClientIsClosedAtOnce(SocketKind kind) throws IOException {
    try (var server = Servers.start(kind, Servers.connections(1000, 3))) {
      assertThirdIsServedAndFourthClosed(server);
    }
  }

  private static void assertThirdIsServedAndFourthClosed(DnsServer server) throws IOException {
    var clients = new ArrayList<TcpClient>();
    try {
      for (var i = 0; i < 3; i++) {
        var client = new TcpClient(server.addresses().getFirst());
        clients.add(client);
        assertThat(client.ask("E")).isEqualTo("E");
      }
      try (var fourth = new TcpClient(server.addresses().getFirst())) {
        assertThat(fourth.read()).isEqualTo(-1);
      }
      assertThat(server.counters().tcpRefused()).isEqualTo(1);
      clients.removeFirst().close();
      clients.add(TcpTest.served(server));
    } finally {
      for (var client : clients) {
        client.close();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void idleConnectionIsClosed(SocketKind kind) throws IOException {
    try (var server = Servers.start(kind, Servers.deadlines(Duration.ofMillis(300), LONG));
        var client = new TcpClient(server.addresses().getFirst())) {
      var start = System.nanoTime();
      assertThat(client.ask("E")).isEqualTo("E");
      assertThat(client.read()).isEqualTo(-1);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(290));
      assertThat(server.counters().tcpTimeouts()).isEqualTo(1);
    }
  }

  @Test
  void clientThatSaysNothingIsClosed() throws IOException {
    try (var server =
            Servers.start(SocketKind.NATIVE, Servers.deadlines(Duration.ofMillis(300), LONG));
        var client = new TcpClient(server.addresses().getFirst())) {
      var start = System.nanoTime();
      assertThat(client.read()).isEqualTo(-1);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(290));
      assertThat(server.counters().tcpTimeouts()).isEqualTo(1);
      while (server.counters().tcpOpen() > 0) {
        Thread.onSpinWait();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void unfinishedMessageIsNotWaitedFor(SocketKind kind) throws IOException {
    try (var server = Servers.start(kind, Servers.deadlines(LONG, Duration.ofMillis(300)));
        var client = new TcpClient(server.addresses().getFirst())) {
      client.write(new byte[] {0});
      assertThat(client.read()).isEqualTo(-1);
    }
  }

  /// What gets no answer is no reason to keep a connection, however much of it comes.
  @ParameterizedTest
  @ValueSource(strings = {"", "D"})
  void messagesWithoutAnswerDoNotKeepAConnection(String text) throws IOException {
    try (var server =
            Servers.start(
                SocketKind.NATIVE,
                Servers.deadlines(Duration.ofMillis(300), Duration.ofMillis(300)));
        var client = new TcpClient(server.addresses().getFirst())) {
      assertThatThrownBy(
              () -> {
                var end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
                while (System.nanoTime() < end) {
                  client.send(text);
                }
              })
          .isInstanceOf(IOException.class);
      assertThat(server.counters().tcpTimeouts()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void clientThatNeverReadsIsClosed(SocketKind kind) throws IOException {
    try (var server = Servers.start(kind, Servers.deadlines(Duration.ofSeconds(1), LONG));
        var client = new TcpClient(server.addresses().getFirst())) {
      assertThatThrownBy(
              () -> {
                while (true) {
                  client.send("S60000");
                }
              })
          .isInstanceOf(IOException.class);
      assertThat(server.counters().tcpTimeouts()).isEqualTo(1);
    }
  }
}
