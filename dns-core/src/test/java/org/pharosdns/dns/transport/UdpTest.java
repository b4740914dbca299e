package org.pharosdns.dns.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pharosdns.dns.server.MessageProcessor;

/// What a UDP client sees, whatever the sockets are made of.
final class UdpTest {
  @ParameterizedTest
  @EnumSource
  void answersOverIpv4AndIpv6(SocketKind kind) throws IOException {
    for (var address : List.of("127.0.0.1", "::1")) {
      try (var server = Servers.start(kind, Servers.DEFAULTS, TalkingProcessor::new, address);
          var client = new UdpClient(server.addresses().getFirst())) {
        assertThat(client.ask("E hello")).isEqualTo("E hello");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellsTheEngineWhoAsks(SocketKind kind) throws IOException {
    for (var address : List.of("127.0.0.1", "::1")) {
      try (var server = Servers.start(kind, Servers.DEFAULTS, TalkingProcessor::new, address);
          var client = new UdpClient(server.addresses().getFirst())) {
        client.send("W");
        var octets = InetAddress.getByName(address).getAddress();
        var who = client.receiveOctets();
        assertThat(who).hasSize(1 + octets.length).endsWith(octets);
        assertThat(who[0]).isZero();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBurstIsAnsweredWhole(SocketKind kind) throws IOException {
    try (var server = Servers.start(kind, Servers.DEFAULTS);
        var client = new UdpClient(server.addresses().getFirst())) {
      var asked = new ArrayList<String>();
      for (var i = 0; i < 200; i++) {
        asked.add("E" + i);
        client.send("E" + i);
      }
      var answered = new ArrayList<String>();
      for (var i = 0; i < 200; i++) {
        answered.add(client.receive());
      }
      assertThat(answered).containsExactlyInAnyOrderElementsOf(asked);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "EPOLL"})
  void clientsAreSpreadOverAllWorkers(SocketKind kind) throws IOException {
    var threads = ConcurrentHashMap.newKeySet();
    Supplier<MessageProcessor> processors =
        () ->
            (in, inOffset, inLength, client, nowNanos, out, outOffset) -> {
              threads.add(Thread.currentThread());
              return 1;
            };
    try (var server = Servers.start(kind, TransportSettings.defaults(4), processors, "127.0.0.1")) {
      for (var i = 0; i < 100; i++) {
        try (var client = new UdpClient(server.addresses().getFirst())) {
          assertThat(client.ask("E")).hasSize(1);
        }
      }
    }
    assertThat(threads).hasSize(4);
  }

  @Test
  void wildcardAnswersFromAnyAddressOfTheLoopbackNetwork() throws IOException {
    try (var server =
        Servers.start(SocketKind.NATIVE, Servers.DEFAULTS, TalkingProcessor::new, "0.0.0.0")) {
      var asked = Servers.at("127.0.0.2", server.addresses().getFirst().getPort());
      try (var client = new UdpClient(asked)) {
        assertThat(client.ask("E hello")).isEqualTo("E hello");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void failureOfTheEngineLosesOnlyItsOwnMessage(SocketKind kind) throws IOException {
    try (var server = Servers.start(kind, TransportSettings.defaults(1));
        var client = new UdpClient(server.addresses().getFirst())) {
      client.send("");
      client.send("X");
      client.send("D");
      client.send("S-1");
      client.send("S1233");
      assertThat(client.ask("E next")).isEqualTo("E next");
      assertThat(server.counters().processorFailures()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void answerOfExactlyThePayloadIsSent(SocketKind kind) throws IOException {
    try (var server = Servers.start(kind, Servers.DEFAULTS);
        var client = new UdpClient(server.addresses().getFirst())) {
      client.send("S1232");
      assertThat(client.receiveOctets()).hasSize(1232);
    }
  }

  @ParameterizedTest
  @EnumSource
  void datagramTooLongIsCut(SocketKind kind) throws IOException {
    var settings =
        new TransportSettings(TransportSettings.Kind.AUTO, 1, 4096, TcpSettings.DEFAULTS);
    try (var server = Servers.start(kind, settings);
        var client = new UdpClient(server.addresses().getFirst())) {
      assertThat(client.ask("E".repeat(4096))).hasSize(4096);
      assertThat(client.ask("E".repeat(9000))).hasSize(4096);
      assertThat(client.ask("E short")).isEqualTo("E short");
    }
  }

  @ParameterizedTest
  @EnumSource
  void wildcardAnswersFromTheAddressAsked(SocketKind kind) throws IOException {
    for (var pair : List.of(List.of("0.0.0.0", "127.0.0.1"), List.of("::", "::1"))) {
      try (var server =
          Servers.start(kind, Servers.DEFAULTS, TalkingProcessor::new, pair.getFirst())) {
        var port = server.addresses().getFirst().getPort();
        try (var client = new UdpClient(Servers.at(pair.getLast(), port))) {
          assertThat(client.ask("E hello")).isEqualTo("E hello");
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void bothWildcardsShareAPort(SocketKind kind) throws IOException {
    int port;
    try (var server = Servers.start(kind, Servers.DEFAULTS, TalkingProcessor::new, "0.0.0.0")) {
      port = server.addresses().getFirst().getPort();
    }
    var both = List.of(Servers.at("0.0.0.0", port), Servers.at("::", port));
    try (var server = DnsServer.start(both, kind, Servers.DEFAULTS, TalkingProcessor::new)) {
      for (var address : List.of("127.0.0.1", "::1")) {
        try (var udp = new UdpClient(Servers.at(address, port));
            var tcp = new TcpClient(Servers.at(address, port))) {
          assertThat(udp.ask("E hello")).isEqualTo("E hello");
          assertThat(tcp.ask("E hello")).isEqualTo("E hello");
        }
      }
      assertThat(server.addresses()).isEqualTo(both);
    }
  }

  @ParameterizedTest
  @EnumSource
  void ipv6WildcardDoesNotServeIpv4(SocketKind kind) throws IOException {
    try (var server = Servers.start(kind, Servers.DEFAULTS, TalkingProcessor::new, "::");
        var client =
            new TcpClient(Servers.at("127.0.0.1", server.addresses().getFirst().getPort()))) {
      assertThat(client.read()).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void closingAnswersWhatWasReceived(SocketKind kind) throws Exception {
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
      for (var i = 0; i < 150; i++) {
        client.send("E" + i);
      }
      var closing = CompletableFuture.runAsync(server::close);
      gate.countDown();
      assertThat(client.receive()).isEqualTo("H");
      for (var i = 0; i < 150; i++) {
        assertThat(client.receive()).isEqualTo("E" + i);
      }
      closing.get();
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerThatIsStillBeingMadeKeepsNoTcpClientFromItsEnd(SocketKind kind) throws Exception {
    var gate = new CountDownLatch(1);
    try (var server =
            Servers.start(
                kind,
                TransportSettings.defaults(1),
                () -> new TalkingProcessor(new CountDownLatch(0), gate),
                "127.0.0.1");
        var client = new UdpClient(server.addresses().getFirst());
        var tcp = new TcpClient(server.addresses().getFirst())) {
      client.send("L late");
      assertThat(client.ask("E")).isEqualTo("E");
      assertThat(tcp.ask("E")).isEqualTo("E");
      var closing = CompletableFuture.runAsync(server::close);
      assertThat(tcp.read()).as("the end").isEqualTo(-1);
      gate.countDown();
      assertThat(client.receive()).isEqualTo("L late");
      closing.get();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void closingTwiceIsHarmless(int workers) throws IOException {
    var server = Servers.start(SocketKind.EPOLL, TransportSettings.defaults(workers));
    server.close();
    server.close();
    assertThat(server.addresses()).hasSize(1);
  }
}
