package org.pharosdns.dns.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.server.MessageProcessor;

/// Messages that came together are shown to the engine before the first is answered.
class LookAheadLoopTest {
  private static final int BURST = 20;

  /// The first message is held while others arrive behind it.
  private static final class Seer implements MessageProcessor {
    final CountDownLatch held = new CountDownLatch(1);
    final CountDownLatch gate = new CountDownLatch(1);
    final AtomicInteger foreseen = new AtomicInteger();
    final AtomicInteger fetches = new AtomicInteger();
    private final MessageProcessor engine = new TalkingProcessor(held, gate);
    private final boolean fails;

    Seer(boolean fails) {
      this.fails = fails;
    }

    @Override
    public int process(
        byte[] in,
        int inOffset,
        int inLength,
        Client client,
        long nowNanos,
        byte[] out,
        int outOffset) {
      return engine.process(in, inOffset, inLength, client, nowNanos, out, outOffset);
    }

    @Override
    public boolean looksAhead() {
      return true;
    }

    @Override
    public void foresee(byte[] in, int inOffset, int inLength) {
      foreseen.incrementAndGet();
      if (fails) {
        throw new IllegalStateException("a bug");
      }
    }

    @Override
    public void fetch() {
      fetches.incrementAndGet();
      if (fails) {
        throw new IllegalStateException("a bug");
      }
    }
  }

  @Test
  void aBatchIsForeseenWholeAndFetchedOnce() throws IOException, InterruptedException {
    var seer = new Seer(false);
    burst(seer);
    assertThat(seer.foreseen).hasValue(BURST);
    assertThat(seer.fetches).hasValue(1);
  }

  @Test
  void aBugThereCostsNoAnswer() throws IOException, InterruptedException {
    burst(new Seer(true));
  }

  private static void burst(Seer seer) throws IOException, InterruptedException {
    try (var server =
            Servers.start(
                SocketKind.NATIVE, TransportSettings.defaults(1), () -> seer, "127.0.0.1");
        var client = new UdpClient(server.addresses().getFirst())) {
      client.send("H");
      seer.held.await();
      var asked = new ArrayList<String>();
      for (var i = 0; i < BURST; i++) {
        asked.add("E" + i);
        client.send("E" + i);
      }
      seer.gate.countDown();
      assertThat(client.receive()).isEqualTo("H");
      var answered = new ArrayList<String>();
      for (var i = 0; i < BURST; i++) {
        answered.add(client.receive());
      }
      assertThat(answered).isEqualTo(asked);
    }
  }
}
