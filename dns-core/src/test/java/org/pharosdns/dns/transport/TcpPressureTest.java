package org.pharosdns.dns.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pharosdns.dns.server.MessageProcessor;

/// A server whose places, memory or patience are used up by clients that want nothing good.
@ParameterizedClass
@EnumSource(names = {"NATIVE", "NIO"})
final class TcpPressureTest {
  private static final TcpSettings DEFAULTS = TcpSettings.DEFAULTS;

  private final SocketKind kind;

  TcpPressureTest(SocketKind kind) {
    this.kind = kind;
  }

  private DnsServer start(TcpSettings settings) throws IOException {
    return Servers.start(kind, Servers.tcp(settings));
  }

  private static TcpSettings settings(
      int connections, int inFlight, int backlog, Duration stall, long memory) {
    return new TcpSettings(
        connections,
        connections,
        Duration.ofMinutes(10),
        Duration.ofMinutes(10),
        inFlight,
        backlog,
        stall,
        memory);
  }

  /// Silent and dripping clients hold all places; still each newcomer is served at once.
  @Test
  void newcomersAreServedWhileSilentAndDrippingClientsHoldEveryPlace() throws IOException {
    var full =
        settings(40, DEFAULTS.inFlight(), DEFAULTS.backlogOctets(), DEFAULTS.stall(), 64 << 20);
    try (var server = start(full)) {
      var crowd = new ArrayList<TcpClient>();
      try {
        for (var i = 0; i < 40; i++) {
          var client = new TcpClient(server.addresses().getFirst());
          crowd.add(client);
          client.write(new byte[i % 3]);
        }
        while (server.counters().tcpOpen() < 40) {
          Thread.onSpinWait();
        }
        for (var i = 0; i < 20; i++) {
          var start = System.nanoTime();
          try (var newcomer = TcpTest.served(server)) {
            assertThat(newcomer.ask("E again")).isEqualTo("E again");
          }
          assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        }
        assertThat(server.counters().tcpEvicted()).isPositive();
      } finally {
        for (var client : crowd) {
          client.close();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 31, 32})
  void requestsInFlightAreAsManyAsAllowedAndNotOneMore(int inFlight) throws Exception {
    var held = new CountDownLatch(0);
    var gate = new CountDownLatch(1);
    var settings =
        settings(10, inFlight, DEFAULTS.backlogOctets(), Duration.ofMinutes(1), 64 << 20);
    try (var server =
            Servers.start(
                kind, Servers.tcp(settings), () -> new TalkingProcessor(held, gate), "127.0.0.1");
        var client = new TcpClient(server.addresses().getFirst())) {
      for (var i = 1; i < inFlight; i++) {
        client.send("L" + i);
      }
      assertThat(client.ask("E not yet")).as("limit - 1").isEqualTo("E not yet");
      client.send("L last");
      client.send("E too many");
      client.socket().setSoTimeout(100);
      assertThat(catchThrowable(client::receive))
          .as("the limit is reached")
          .isInstanceOf(SocketTimeoutException.class);
      client.socket().setSoTimeout(10_000);
      gate.countDown();
      var answers = new ArrayList<String>();
      for (var i = 0; i <= inFlight; i++) {
        answers.add(client.receive());
      }
      assertThat(answers).contains("L last", "E too many");
    }
  }

  /// It is not late: we do not read it.
  @Test
  void aRequestThatHasToWaitBehindOthersCutsNobodyOff() throws Exception {
    var gate = new CountDownLatch(1);
    var settings =
        new TcpSettings(
            10,
            10,
            Duration.ofMinutes(10),
            Duration.ofMillis(200),
            1,
            DEFAULTS.backlogOctets(),
            DEFAULTS.stall(),
            64 << 20);
    try (var server =
            Servers.start(
                kind,
                Servers.tcp(settings),
                () -> new TalkingProcessor(new CountDownLatch(0), gate),
                "127.0.0.1");
        var client = new TcpClient(server.addresses().getFirst())) {
      client.send("L later");
      client.send("E behind it");
      client.socket().setSoTimeout(700);
      assertThat(catchThrowable(client::receive)).isInstanceOf(SocketTimeoutException.class);
      gate.countDown();
      assertThat(List.of(client.receive(), client.receive()))
          .containsExactly("L later", "E behind it");
    }
  }

  @Test
  void clientThatReadsNothingIsClosedWhenItHasStalledForTooLong() throws IOException {
    var stall = Duration.ofMillis(500);
    try (var server = start(settings(10, 32, 16 << 10, stall, 64 << 20));
        var client = new TcpClient(server.addresses().getFirst())) {
      var start = System.nanoTime();
      writeUntilClosed(client);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(stall);
      assertThat(server.counters().tcpTimeouts()).isEqualTo(1);
    }
  }

  /// Each small question adds to what waits; that is not reading.
  @Test
  void soIsOneThatGoesOnAsking() throws IOException {
    try (var server = start(settings(10, 32, 16 << 20, Duration.ofMillis(500), 64 << 20));
        var client = new TcpClient(server.addresses().getFirst())) {
      for (var i = 0; i < 150; i++) {
        client.send("S60000");
      }
      var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      assertThatThrownBy(
              () -> {
                while (System.nanoTime() < end) {
                  client.send("E");
                  LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                }
              })
          .isInstanceOf(SocketException.class);
      assertThat(server.counters().tcpTimeouts()).isEqualTo(1);
    }
  }

  /// Its last questions lie unread in the system's hands, because answers to the first ones wait.
  @Test
  void atTheEndAClientThatReadsLateGetsAllAnswersThenFin() throws Exception {
    var answered = new AtomicInteger();
    MessageProcessor counting =
        (in, inOffset, inLength, client, nowNanos, out, outOffset) -> {
          answered.incrementAndGet();
          return 60_000;
        };
    var settings = settings(10, 32, 16 << 10, Duration.ofMinutes(1), 64 << 20);
    try (var server = Servers.start(kind, Servers.tcp(settings), () -> counting, "127.0.0.1");
        var client = new TcpClient(server.addresses().getFirst())) {
      var asked = 0;
      while (answered.get() == asked) {
        client.send("one more");
        asked++;
        awaitOrGiveUp(answered, asked);
      }
      var closing = CompletableFuture.runAsync(server::close);
      assertThat(catchThrowable(() -> closing.get(200, TimeUnit.MILLISECONDS)))
          .as("the client is waited for")
          .isInstanceOf(TimeoutException.class);
      for (var i = 0; i < asked; i++) {
        assertThat(client.receiveOctets()).hasSize(60_000);
      }
      assertThat(client.read()).isEqualTo(-1);
      closing.get();
    }
  }

  /// Waits until so many questions were answered, or until it is clear that the last one is not.
  private static void awaitOrGiveUp(AtomicInteger answered, int questions) {
    var end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(500);
    while (answered.get() < questions && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whenTheMemoryIsUsedUpWhoReadsNothingIsClosed() throws Exception {
    var clients = new ArrayList<TcpClient>();
    try (var server = start(settings(20, 32, 64 << 10, Duration.ofMinutes(5), 300_000));
        var reader = new TcpClient(server.addresses().getFirst());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(reader.ask("E")).isEqualTo("E");
      var closed = new CountDownLatch(3);
      for (var i = 0; i < 8; i++) {
        var client = new TcpClient(server.addresses().getFirst());
        clients.add(client);
        threads.execute(
            () -> {
              try {
                writeUntilClosed(client);
                closed.countDown();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
      }
      assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(server.counters().tcpEvicted()).isGreaterThanOrEqualTo(3);
      assertThat(server.counters().tcpTimeouts()).isZero();
      assertThat(reader.ask("E still here")).isEqualTo("E still here");
      for (var client : clients) {
        client.close();
      }
    }
  }

  @Test
  void halfCloseAndResetAtEveryOctetLeaveNothingBehind() throws IOException {
    var octets = new ByteArrayOutputStream();
    octets.writeBytes(TcpClient.frame("E first"));
    octets.writeBytes(TcpClient.frame("E second"));
    var both = octets.toByteArray();
    try (var server = start(DEFAULTS)) {
      for (var end = 0; end <= both.length; end++) {
        try (var client = new TcpClient(server.addresses().getFirst())) {
          client.write(Arrays.copyOf(both, end));
          client.socket().shutdownOutput();
          var whole = (end >= 9 ? 9 : 0) + (end == both.length ? 10 : 0);
          assertThat(client.octetsUntilEnd()).as("answers to %d octets", end).isEqualTo(whole);
        }
        try (var client = new TcpClient(server.addresses().getFirst())) {
          client.write(Arrays.copyOf(both, end));
          client.socket().setSoLinger(true, 0);
        }
      }
      try (var client = TcpTest.served(server)) {
        assertThat(client.ask("E still here")).isEqualTo("E still here");
      }
      assertThat(server.counters().processorFailures()).isZero();
      assertThat(server.counters().tcpTimeouts()).isZero();
    }
  }

  /// Asks for large answers and reads none.
  private static void writeUntilClosed(TcpClient client) throws IOException {
    try {
      while (true) {
        client.send("S60000");
      }
    } catch (SocketException closed) {
      assertThat(closed).isNotNull();
    }
  }
}
