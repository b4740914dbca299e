package org.pharosdns.dns.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.pharosdns.dns.server.MessageProcessor;

/// A process that stood still between clock and network must not send what was true before.
class StoodStillTest {
  @Test
  void whatWasAnsweredBeforeAStandStillIsAnsweredAnew() throws IOException {
    var calls = new AtomicInteger();
    MessageProcessor processor =
        (in, inOffset, inLength, client, nowNanos, out, outOffset) -> {
          if (calls.incrementAndGet() == 1) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
          }
          var age = (System.nanoTime() - nowNanos) / 100_000_000;
          out[outOffset] = (byte) ('0' + age);
          return 1;
        };
    try (var server =
            Servers.start(
                SocketKind.NATIVE, TransportSettings.defaults(1), () -> processor, "127.0.0.1");
        var client = new UdpClient(server.addresses().getFirst())) {
      assertThat(client.ask("when")).isEqualTo("0");
      assertThat(client.ask("when")).isEqualTo("0");
    }
    assertThat(calls).hasValue(3);
  }
}
