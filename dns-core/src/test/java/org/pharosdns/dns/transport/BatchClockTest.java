package org.pharosdns.dns.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.server.MessageProcessor;

/// Messages that came together have one time, and it is later than their arrival: by an earlier one
/// evidence would look younger than it is.
class BatchClockTest {
  private static final int BURST = 20;

  /// A message as the engine met it.
  private record Met(String message, long nowNanos) {}

  /// Notes when each message is said to be answered. The first is held while others arrive behind
  /// it.
  private static final class Notary implements MessageProcessor {
    final CountDownLatch held = new CountDownLatch(1);
    final CountDownLatch gate = new CountDownLatch(1);
    final List<Met> met = new CopyOnWriteArrayList<>();
    private final MessageProcessor engine = new TalkingProcessor(held, gate);

    @Override
    public int process(
        byte[] in,
        int inOffset,
        int inLength,
        Client client,
        long nowNanos,
        byte[] out,
        int outOffset) {
      met.add(new Met(new String(in, inOffset, inLength, StandardCharsets.US_ASCII), nowNanos));
      return engine.process(in, inOffset, inLength, client, nowNanos, out, outOffset);
    }

    /// The times of the burst; a loop that stood still answers it from its beginning once more.
    List<Long> times() {
      var times = new ArrayList<Long>();
      for (var each : met) {
        if (each.message.equals("E0")) {
          times.clear();
        }
        if (each.message.startsWith("E")) {
          times.add(each.nowNanos);
        }
      }
      return times;
    }
  }

  /// @param allSentNanos when the last message of the burst had been sent
  private static void assertOneTime(Notary notary, long allSentNanos) {
    assertThat(notary.times()).hasSize(BURST);
    assertThat(notary.times().stream().distinct()).hasSize(1);
    assertThat(notary.times().getFirst() - allSentNanos).isNotNegative();
  }

  private static DnsServer start(SocketKind kind, Supplier<MessageProcessor> engine)
      throws IOException {
    return Servers.start(kind, TransportSettings.defaults(1), engine, "127.0.0.1");
  }

  /// Sockets of the JDK take one datagram at a time.
  @ParameterizedTest
  @EnumSource(names = "NIO", mode = EnumSource.Mode.EXCLUDE)
  void theDatagramsOfABatchHaveOneTimeAfterTheLastOfThem(SocketKind kind) throws Exception {
    var notary = new Notary();
    try (var server = start(kind, () -> notary);
        var client = new UdpClient(server.addresses().getFirst())) {
      client.send("H");
      notary.held.await();
      for (var i = 0; i < BURST; i++) {
        client.send("E" + i);
      }
      var allSent = System.nanoTime();
      notary.gate.countDown();
      for (var i = 0; i <= BURST; i++) {
        client.receive();
      }
      assertOneTime(notary, allSent);
    }
  }

  @Test
  void theMessagesOfASegmentHaveOneTimeAfterIt() throws Exception {
    var notary = new Notary();
    try (var server = start(SocketKind.NATIVE, () -> notary);
        var client = new TcpClient(server.addresses().getFirst())) {
      client.send("H");
      notary.held.await();
      var burst = new ByteArrayOutputStream();
      for (var i = 0; i < BURST; i++) {
        burst.writeBytes(TcpClient.frame("E" + i));
      }
      client.write(burst.toByteArray());
      var allSent = System.nanoTime();
      notary.gate.countDown();
      for (var i = 0; i <= BURST; i++) {
        client.receive();
      }
      assertOneTime(notary, allSent);
    }
  }
}
