package org.pharosdns.dns.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Answers that are given off the event loop.
@Timeout(60)
class LateAnswersTest {
  private final CountDownLatch gate = new CountDownLatch(1);

  private DnsServer start(SocketKind kind, String address) throws Exception {
    return Servers.start(
        kind,
        TransportSettings.defaults(1),
        () -> new TalkingProcessor(new CountDownLatch(0), gate),
        address);
  }

  @ParameterizedTest
  @EnumSource
  void theEventLoopAnswersOthersMeanwhile(SocketKind kind) throws Exception {
    try (var server = start(kind, "127.0.0.1");
        var udp = new UdpClient(server.addresses().getFirst());
        var tcp = new TcpClient(server.addresses().getFirst())) {
      udp.send("L slow");
      tcp.send("L slow");
      assertThat(udp.ask("E quick")).isEqualTo("E quick");
      assertThat(tcp.ask("E quick")).isEqualTo("E quick");
      gate.countDown();
      assertThat(udp.receive()).isEqualTo("L slow");
      assertThat(tcp.receive()).isEqualTo("L slow");
    }
  }

  @ParameterizedTest
  @EnumSource
  void comeFromTheAddressAsked(SocketKind kind) throws Exception {
    gate.countDown();
    for (var pair : List.of(List.of("0.0.0.0", "127.0.0.1"), List.of("::", "::1"))) {
      try (var server = start(kind, pair.getFirst())) {
        var port = server.addresses().getFirst().getPort();
        try (var client = new UdpClient(Servers.at(pair.getLast(), port))) {
          for (var i = 0; i < 20; i++) {
            assertThat(client.ask("L" + i)).isEqualTo("L" + i);
            assertThat(client.ask("E" + i)).isEqualTo("E" + i);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void closingWaitsForThem(SocketKind kind) throws Exception {
    try (var server = start(kind, "127.0.0.1");
        var udp = new UdpClient(server.addresses().getFirst());
        var tcp = new TcpClient(server.addresses().getFirst())) {
      udp.send("L slow");
      tcp.send("L slow");
      assertThat(udp.ask("E there")).isEqualTo("E there");
      assertThat(tcp.ask("E there")).isEqualTo("E there");
      var closing = CompletableFuture.runAsync(server::close);
      gate.countDown();
      assertThat(udp.receive()).isEqualTo("L slow");
      assertThat(tcp.receive()).isEqualTo("L slow");
      closing.get();
    }
  }

  /// Each task wakes the loop as an answer to somebody else does.
  @Test
  void closingWaitsForThemHoweverManyOthersComeMeanwhile() throws Exception {
    try (var server = start(SocketKind.NATIVE, "127.0.0.1");
        var udp = new UdpClient(server.addresses().getFirst());
        var other = new UdpClient(server.addresses().getFirst())) {
      udp.send("L slow");
      assertThat(udp.ask("E there")).isEqualTo("E there");
      var closing = CompletableFuture.runAsync(server::close);
      while (isAnswered(other)) {
        assertThat(closing).isNotDone();
      }
      var loop = Objects.requireNonNull(server.loops().get("udp-0"));
      for (var i = 0; i < 400; i++) {
        CompletableFuture.runAsync(() -> {}, loop).get(10, TimeUnit.SECONDS);
      }
      gate.countDown();
      assertThat(udp.receive()).isEqualTo("L slow");
      closing.get();
    }
  }

  private static boolean isAnswered(UdpClient client) throws IOException {
    client.socket().setSoTimeout(200);
    try {
      client.ask("E");
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aHalfClosedTcpClientStillGetsThem(SocketKind kind) throws Exception {
    try (var server = start(kind, "127.0.0.1");
        var client = new TcpClient(server.addresses().getFirst())) {
      client.send("L slow");
      assertThat(client.ask("E there")).isEqualTo("E there");
      client.socket().shutdownOutput();
      gate.countDown();
      assertThat(client.receive()).isEqualTo("L slow");
      assertThat(client.octetsUntilEnd()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void noMoreThan32WaitPerConnection(SocketKind kind) throws Exception {
    try (var server = start(kind, "127.0.0.1");
        var client = new TcpClient(server.addresses().getFirst())) {
      for (var i = 0; i < 32; i++) {
        client.send("L" + i);
      }
      client.send("E behind");
      gate.countDown();
      var answers = new ArrayList<String>();
      for (var i = 0; i < 33; i++) {
        answers.add(client.receive());
      }
      assertThat(answers.getFirst()).startsWith("L");
      assertThat(answers).contains("E behind");
    }
  }
}
