package org.pharosdns.health.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProberUdpTest {
  private final Prober prober = new Prober(System::nanoTime, InstantSource.system());

  @AfterEach
  void close() {
    prober.close();
  }

  private static UdpCheck check(String send, @Nullable String expect) {
    return new UdpCheck(Checks.within(Duration.ofMillis(300)), 1, send, expect);
  }

  @Test
  void passesWhenTheAnswerHoldsTheText() throws IOException {
    try (var server =
        new FakeDatagramServer(
            q -> List.of(("<" + new String(q, ISO_8859_1)).getBytes(ISO_8859_1)))) {
      assertThat(prober.probe(check("\u00ffping", "<\u00ffp"), server.target()).reason())
          .isEqualTo("ok");
      assertThat(prober.probe(check("ping", null), server.target()).reason()).isEqualTo("ok");
      assertThat(prober.probe(check("ping", "pong"), server.target()).reason()).isEqualTo("expect");
    }
  }

  @Test
  void silenceIsATimeout() throws IOException {
    try (var server = new FakeDatagramServer(_ -> List.of())) {
      assertThat(prober.probe(check("x", null), server.target()).reason()).isEqualTo("timeout");
    }
  }

  @Test
  void aClosedPortRefuses() throws IOException {
    Target target;
    try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      target = new Target(socket.getLocalAddress(), socket.getLocalPort());
    }
    assertThat(prober.probe(check("x", null), target).reason()).isEqualTo("refused");
  }

  @Test
  void whatThisHostCannotSendIsVoid() throws IOException {
    try (var server = new FakeDatagramServer(_ -> List.of())) {
      var result = prober.probe(check("x".repeat(70_000), null), server.target());
      assertThat(result.kind() + " " + result.reason()).isEqualTo("VOID local");
    }
  }
}
