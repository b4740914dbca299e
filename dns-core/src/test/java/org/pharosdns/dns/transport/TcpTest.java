package org.pharosdns.dns.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// RFC 7766: messages over TCP, however they are cut and however they end.
final class TcpTest {
  @ParameterizedTest
  @EnumSource
  void messageCutAtAnyOctetIsAnswered(SocketKind kind) throws IOException {
    var second = TcpClient.frame("E second");
    try (var server = Servers.start(kind, Servers.DEFAULTS);
        var client = new TcpClient(server.addresses().getFirst())) {
      for (var cut = 1; cut < second.length; cut++) {
        // The answer to the first proves that the server has read the beginning of the second.
        var octets = new ByteArrayOutputStream();
        octets.writeBytes(TcpClient.frame("E first"));
        octets.write(second, 0, cut);
        client.write(octets.toByteArray());
        assertThat(client.receive()).isEqualTo("E first");
        client.write(Arrays.copyOfRange(second, cut, second.length));
        assertThat(client.receive()).isEqualTo("E second");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void pipelinedMessagesAreAnsweredInOrder(SocketKind kind) throws Exception {
    var queries = 65_000;
    var octets = new ByteArrayOutputStream();
    for (var i = 0; i < queries; i++) {
      octets.writeBytes(TcpClient.frame("E" + i));
    }
    try (var server = Servers.start(kind, Servers.DEFAULTS);
        var client = new TcpClient(server.addresses().getFirst())) {
      var writing = writing(client, octets.toByteArray());
      for (var i = 0; i < queries; i++) {
        assertThat(client.receive()).isEqualTo("E" + i);
      }
      writing.get();
    }
  }

  @ParameterizedTest
  @EnumSource
  void longestMessageAndAnswerPass(SocketKind kind) throws IOException {
    try (var server = Servers.start(kind, Servers.DEFAULTS);
        var client = new TcpClient(server.addresses().getFirst())) {
      assertThat(client.ask("E".repeat(65_535))).hasSize(65_535);
      assertThat(client.ask("E short")).isEqualTo("E short");
    }
  }

  @ParameterizedTest
  @EnumSource
  void emptyMessageAndDroppedAnswerLeaveTheRestInOrder(SocketKind kind) throws IOException {
    try (var server = Servers.start(kind, Servers.DEFAULTS);
        var client = new TcpClient(server.addresses().getFirst())) {
      client.send("");
      client.send("D");
      client.send("X");
      assertThat(client.ask("E next")).isEqualTo("E next");
      assertThat(server.counters().processorFailures()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void clientThatHasFinishedSendingGetsItsAnswersThenFin(SocketKind kind) throws IOException {
    try (var server = Servers.start(kind, Servers.DEFAULTS);
        var client = new TcpClient(server.addresses().getFirst())) {
      client.send("E one");
      client.send("S60000");
      client.write(new byte[] {0, 9, 'E'});
      client.socket().shutdownOutput();
      assertThat(client.receive()).isEqualTo("E one");
      assertThat(client.receiveOctets()).hasSize(60_000);
      assertThat(client.read()).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void clientThatHasFinishedSendingButReadsLateGetsEverything(SocketKind kind) throws IOException {
    var octets = new ByteArrayOutputStream();
    for (var i = 0; i < 400; i++) {
      octets.writeBytes(TcpClient.frame("S60000"));
    }
    try (var server = Servers.start(kind, Servers.DEFAULTS);
        var client = new TcpClient(server.addresses().getFirst())) {
      client.write(octets.toByteArray());
      client.socket().shutdownOutput();
      assertThat(client.octetsUntilEnd()).isEqualTo(400 * 60_002);
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellsTheEngineWhoAsks(SocketKind kind) throws IOException {
    for (var address : List.of("127.0.0.1", "::1")) {
      try (var server = Servers.start(kind, Servers.DEFAULTS, TalkingProcessor::new, address);
          var client = new TcpClient(server.addresses().getFirst())) {
        client.send("W");
        var who = client.receiveOctets();
        assertThat(who).endsWith(InetAddress.getByName(address).getAddress());
        assertThat(who[0]).isEqualTo((byte) 1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void resetFreesTheConnection(SocketKind kind) throws IOException {
    try (var server = Servers.start(kind, Servers.connections(1, 1))) {
      for (var length = 0; length < 4; length++) {
        try (var client = served(server)) {
          client.write(Arrays.copyOf(TcpClient.frame("E x"), length));
          client.socket().setSoLinger(true, 0);
        }
      }
      try (var client = served(server)) {
        assertThat(client.ask("E still here")).isEqualTo("E still here");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void closingAnswersWhatWasReceivedAndEndsWithFin(SocketKind kind) throws IOException {
    var octets = new ByteArrayOutputStream();
    for (var i = 0; i < 1000; i++) {
      octets.writeBytes(TcpClient.frame("E" + i));
    }
    try (var server = Servers.start(kind, Servers.DEFAULTS);
        var client = new TcpClient(server.addresses().getFirst());
        var idle = new TcpClient(server.addresses().getFirst());
        var silent = new TcpClient(server.addresses().getFirst());
        var slow = new TcpClient(server.addresses().getFirst())) {
      slow.write(new byte[] {0});
      assertThat(idle.ask("E")).isEqualTo("E");
      client.write(octets.toByteArray());
      var closing = CompletableFuture.runAsync(server::close);
      for (var i = 0; i < 1000; i++) {
        assertThat(client.receive()).isEqualTo("E" + i);
      }
      assertThat(client.read()).isEqualTo(-1);
      assertThat(idle.read()).isEqualTo(-1);
      assertThat(silent.read()).isEqualTo(-1);
      assertThat(slow.read()).isEqualTo(-1);
      closing.join();
      assertThat(server.counters().tcpOpen()).isZero();
    }
  }

  /// Whoever comes then had better ask another server than be let in and forgotten.
  @ParameterizedTest
  @EnumSource
  void whileClosingNobodyIsLetInAnyMore(SocketKind kind) throws Exception {
    var gate = new CountDownLatch(1);
    try (var server =
            Servers.start(
                kind,
                Servers.DEFAULTS,
                () -> new TalkingProcessor(new CountDownLatch(0), gate),
                "127.0.0.1");
        var client = new TcpClient(server.addresses().getFirst())) {
      client.send("L slow");
      assertThat(client.ask("E there")).isEqualTo("E there");
      var closing = CompletableFuture.runAsync(server::close);
      while (!isRefused(server)) {
        assertThat(closing).isNotDone();
      }
      gate.countDown();
      assertThat(client.receive()).isEqualTo("L slow");
      closing.join();
    }
  }

  private static boolean isRefused(DnsServer server) throws IOException {
    try (var client = new TcpClient(server.addresses().getFirst())) {
      assertThat(client.socket().isConnected()).isTrue();
      return false;
    } catch (ConnectException refused) {
      return true;
    } catch (SocketException resetAtThatMoment) {
      return false;
    }
  }

  /// Connects until the server, which may still be counting an older connection, serves.
  static TcpClient served(DnsServer server) throws IOException {
    while (true) {
      var client = new TcpClient(server.addresses().getFirst());
      try {
        client.send("E");
        client.receive();
        return client;
      } catch (IOException closedAtOnce) {
        client.close();
      }
    }
  }

  static CompletableFuture<Void> writing(TcpClient client, byte[] octets) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            client.write(octets);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
