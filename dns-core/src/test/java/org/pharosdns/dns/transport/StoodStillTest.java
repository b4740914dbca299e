package org.pharosdns.dns.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pharosdns.dns.server.MessageProcessor;

/// A process that stood still between clock and network must not send what was true before.
class StoodStillTest {
  private final AtomicInteger calls = new AtomicInteger();

  /// Stands still in the first message, and answers each by its age in tenths of a second.
  private final MessageProcessor processor =
      (in, inOffset, inLength, client, nowNanos, out, outOffset) -> {
        standStillAt(1);
        out[outOffset] = age(nowNanos);
        return 1;
      };

  private void standStillAt(int call) {
    if (calls.incrementAndGet() == call) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
    }
  }

  private static byte age(long nowNanos) {
    return (byte) ('0' + (System.nanoTime() - nowNanos) / 100_000_000);
  }

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
    assertThat(calls).hasValueGreaterThan(2);
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
    assertThat(calls).hasValueGreaterThan(2);
  }

  /// Each answer of 6,000 octets says how old it is: two fill a chunk, the last ones are flushed at
  /// the end of the read.
  @Test
  void soAreThoseOfManyChunks() throws IOException {
    MessageProcessor slow =
        (in, inOffset, inLength, client, nowNanos, out, outOffset) -> {
          standStillAt(7);
          out[outOffset] = in[inOffset];
          out[outOffset + 1] = age(nowNanos);
          return 6000;
        };
    try (var server =
            Servers.start(
                SocketKind.NATIVE, TransportSettings.defaults(1), () -> slow, "127.0.0.1");
        var client = new TcpClient(server.addresses().getFirst())) {
      var questions = new ByteArrayOutputStream();
      for (var i = 0; i < 10; i++) {
        questions.writeBytes(TcpClient.frame(String.valueOf((char) ('a' + i))));
      }
      client.write(questions.toByteArray());
      var answers = new StringBuilder();
      for (var i = 0; i < 10; i++) {
        answers.append(client.receive(), 0, 2);
      }
      assertThat(answers).hasToString("a0b0c0d0e0f0g0h0i0j0");
    }
  }
}
