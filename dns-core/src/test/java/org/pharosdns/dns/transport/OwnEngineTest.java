package org.pharosdns.dns.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.server.MessageProcessor;

/// Each event loop, of UDP as of TCP, has an engine that no other thread enters, and so random
/// numbers of its own.
class OwnEngineTest {
  private static final int CLIENTS = 64;

  /// Notes which threads enter it.
  private static final class Entered implements MessageProcessor {
    final Set<Thread> by = ConcurrentHashMap.newKeySet();
    private final MessageProcessor engine = new TalkingProcessor();

    @Override
    public int process(
        byte[] in,
        int inOffset,
        int inLength,
        Client client,
        long nowNanos,
        byte[] out,
        int outOffset) {
      by.add(Thread.currentThread());
      return engine.process(in, inOffset, inLength, client, nowNanos, out, outOffset);
    }
  }

  @ParameterizedTest
  @EnumSource
  void noTwoLoopsShareOne(SocketKind kind) throws Exception {
    List<Entered> engines = new CopyOnWriteArrayList<>();
    try (var server =
        Servers.start(
            kind,
            TransportSettings.defaults(3),
            () -> {
              var engine = new Entered();
              engines.add(engine);
              return engine;
            },
            "127.0.0.1")) {
      var address = server.addresses().getFirst();
      for (var i = 0; i < CLIENTS; i++) {
        try (var udp = new UdpClient(address);
            var tcp = new TcpClient(address)) {
          assertThat(udp.ask("E")).isEqualTo("E");
          assertThat(tcp.ask("E")).isEqualTo("E");
        }
      }
      assertThat(engines).hasSizeGreaterThanOrEqualTo(server.loops().size());
    }
    assertThat(engines).allSatisfy(engine -> assertThat(engine.by).hasSizeLessThan(2));
    assertThat(engines.stream().filter(engine -> !engine.by.isEmpty()).count())
        .as("loops that were asked")
        .isGreaterThanOrEqualTo(2);
  }
}
