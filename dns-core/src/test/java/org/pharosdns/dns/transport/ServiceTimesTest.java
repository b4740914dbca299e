package org.pharosdns.dns.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pharosdns.dns.query.Client;

@Timeout(30)
final class ServiceTimesTest {
  private static long messages(List<ServiceTimes> loops) {
    var sum = 0L;
    for (var times : loops) {
      for (var i = 0; i < ServiceTimes.bounds().length; i++) {
        sum += times.messages(i);
      }
    }
    return sum;
  }

  /// The last answers are counted just after they were sent.
  private static void awaitMessages(DnsServer server, Client.Transport transport, long expected) {
    while (messages(server.counters().serviceTimes(transport)) < expected) {
      Thread.onSpinWait();
    }
    assertThat(messages(server.counters().serviceTimes(transport))).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void everyDatagramIsTimedAnsweredOrNot(SocketKind kind) throws IOException {
    try (var server = Servers.start(kind, Servers.DEFAULTS);
        var client = new UdpClient(server.addresses().getFirst())) {
      for (var i = 0; i < 50; i++) {
        client.send("D");
        client.ask("E");
      }
      awaitMessages(server, Client.Transport.UDP, 100);
      assertThat(messages(server.counters().serviceTimes(Client.Transport.TCP))).isZero();
    }
  }

  @Test
  void everyMessageOverTcpIsTimed() throws IOException {
    try (var server = Servers.start(SocketKind.NATIVE, Servers.DEFAULTS);
        var client = new TcpClient(server.addresses().getFirst())) {
      for (var i = 0; i < 50; i++) {
        client.ask("E");
      }
      awaitMessages(server, Client.Transport.TCP, 50);
      assertThat(server.counters().tcpOpen()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSlowAnswerIsSeenAsSlow(SocketKind kind) throws Exception {
    var held = new CountDownLatch(1);
    var gate = new CountDownLatch(1);
    try (var server =
            Servers.start(
                kind,
                TransportSettings.defaults(1),
                () -> new TalkingProcessor(held, gate),
                "127.0.0.1");
        var client = new UdpClient(server.addresses().getFirst())) {
      client.send("H");
      held.await();
      var heldNanos = System.nanoTime();
      while (System.nanoTime() - heldNanos < TimeUnit.MILLISECONDS.toNanos(20)) {
        Thread.onSpinWait();
      }
      gate.countDown();
      client.receive();
      awaitMessages(server, Client.Transport.UDP, 1);
      var seconds =
          server.counters().serviceTimes(Client.Transport.UDP).stream()
              .mapToDouble(ServiceTimes::seconds)
              .sum();
      assertThat(seconds).isBetween(0.02, 10.0);
    }
  }

  @Test
  void aTimeFallsIntoTheClassWhoseBoundItDoesNotExceed() {
    var times = new ServiceTimes();
    times.count(10_000, 1);
    times.count(10_001, 2);
    times.count(TimeUnit.SECONDS.toNanos(2), 4);
    assertThat(ServiceTimes.bounds())
        .startsWith(0.00001, 0.00002)
        .endsWith(0.5, Double.POSITIVE_INFINITY);
    assertThat(times.messages(0)).isEqualTo(1);
    assertThat(times.messages(1)).isEqualTo(2);
    assertThat(times.messages(ServiceTimes.bounds().length - 1)).isEqualTo(4);
    assertThat(times.seconds()).isEqualTo(8.000030002);
  }
}
