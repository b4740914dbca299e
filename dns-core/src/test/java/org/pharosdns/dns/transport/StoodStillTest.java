package org.pharosdns.dns.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.server.MessageProcessor;

/// A process that stood still between clock and network must not send what was true before.
class StoodStillTest {
  /// Stands still in the first message, and answers each by its age in tenths of a second.
  private static final class Dozing implements MessageProcessor {
    final AtomicInteger calls = new AtomicInteger();

    @Override
    public int process(
        byte[] in,
        int inOffset,
        int inLength,
        Client client,
        long nowNanos,
        byte[] out,
        int outOffset) {
      if (calls.incrementAndGet() == 1) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
      }
      var age = (System.nanoTime() - nowNanos) / 100_000_000;
      out[outOffset] = (byte) ('0' + age);
      return 1;
    }
  }

  private final Dozing processor = new Dozing();

  private DnsServer start(SocketKind kind) throws IOException {
    return Servers.start(kind, TransportSettings.defaults(1), () -> processor, "127.0.0.1");
  }

  @ParameterizedTest
  @EnumSource
  void datagramsAnsweredBeforeAStandStillAreAnsweredAnew(SocketKind kind) throws IOException {
    try (var server = start(kind);
        var client = new UdpClient(server.addresses().getFirst())) {
      assertThat(client.ask("when")).isEqualTo("0");
      assertThat(client.ask("when")).isEqualTo("0");
    }
    assertThat(processor.calls).hasValue(3);
  }

  @Test
  void messagesOverTcpAnsweredBeforeAStandStillAreAnsweredAnew() throws IOException {
    try (var server = start(SocketKind.NATIVE);
        var client = new TcpClient(server.addresses().getFirst())) {
      client.send("when");
      assertThat(client.receive()).isEqualTo("0");
      client.send("when");
      assertThat(client.receive()).isEqualTo("0");
    }
    assertThat(processor.calls).hasValue(3);
  }
}
