package org.pharosdns.dns.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.server.MessageProcessor;
import org.slf4j.helpers.NOPLogger;

/// What only the native transport promises.
final class NativeUdpTest {
  @Test
  void isChosenByItselfOnThisSystem() {
    assertThat(NativeUdp.obstacle()).isEmpty();
    assertThat(SocketKind.choose(TransportSettings.Kind.AUTO)).isEqualTo(SocketKind.NATIVE);
    assertThat(SocketKind.choose(TransportSettings.Kind.NATIVE)).isEqualTo(SocketKind.NATIVE);
    assertThat(SocketKind.choose(TransportSettings.Kind.NETTY)).isEqualTo(SocketKind.EPOLL);
  }

  /// Notes how much its thread has allocated up to the last message `M`.
  private static final class Meter implements MessageProcessor {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private volatile long allocated;

    @Override
    public int process(
        byte[] in,
        int inOffset,
        int inLength,
        Client client,
        long nowNanos,
        byte[] out,
        int outOffset) {
      if (in[inOffset] == 'M') {
        allocated = threads.getCurrentThreadAllocatedBytes();
      }
      return 1;
    }
  }

  @Test
  @Timeout(60)
  void warmLoopAllocatesNothing() throws IOException {
    var meter = new Meter();
    try (var server =
            Servers.start(
                SocketKind.NATIVE, TransportSettings.defaults(1), () -> meter, "0.0.0.0");
        var client =
            new UdpClient(Servers.at("127.0.0.1", server.addresses().getFirst().getPort()))) {
      long allocated;
      do {
        client.ask("M");
        var before = meter.allocated;
        for (var i = 0; i < 1000; i++) {
          client.ask("E");
        }
        client.ask("M");
        allocated = meter.allocated - before;
      } while (allocated > 0);
    }
  }

  /// An event counter stands for a socket that always is ready and always fails.
  @Test
  @Timeout(60)
  void brokenSocketIsCountedAndDoesNotEndTheThread() throws InterruptedException {
    var counters = new TransportCounters();
    var log = new CountedLog(NOPLogger.NOP_LOGGER, System::nanoTime);
    try (var arena = Arena.ofConfined()) {
      var calls = new Syscalls(arena);
      var broken = calls.eventfd(1, 0);
      var wakeUp = calls.eventfd(0, 0);
      var worker = new Worker(new TalkingProcessor(), new ServiceTimes(), counters, log);
      var late = new LateAnswers(calls.eventfd(0, 0));
      var loop =
          new NativeLoop(
              List.of(new NativeSocket(broken, false)), wakeUp, late, worker, 1232, counters, log);
      var thread = Thread.ofPlatform().start(loop);
      while (counters.receiveErrors() < 20) {
        Thread.onSpinWait();
      }
      calls.eventfdWrite(wakeUp, 1);
      thread.join();
      late.close(calls);
      calls.close(broken);
      calls.close(wakeUp);
    }
  }
}
