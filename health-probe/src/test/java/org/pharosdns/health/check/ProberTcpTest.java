package org.pharosdns.health.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pharosdns.health.check.ProbeResult.Kind;

class ProberTcpTest {
  private static final Timing TIMING = Checks.within(Duration.ofSeconds(5));
  private final Prober prober = new Prober(System::nanoTime, InstantSource.system());

  @AfterEach
  void close() {
    prober.close();
  }

  @Test
  void passesWhenTheConnectionOpens() throws IOException {
    try (var server = new FakeServer(FakeServer::reset)) {
      ProbeResult result = prober.probe(Checks.tcp(TIMING), server.target());
      assertThat(result.kind()).isEqualTo(Kind.PASS);
      assertThat(result.reason()).isEqualTo("ok");
    }
  }

  @Test
  void passesWhenWhatWasSentIsAnsweredAsExpected() throws IOException {
    try (var server =
        new FakeServer(
            socket -> {
              int first = socket.getInputStream().read();
              FakeServer.write(socket, "greetings, ");
              FakeServer.write(socket, first == 0xff ? "friend" : "stranger");
            })) {
      var check = new TcpCheck(TIMING, 1, "\u00ff", ", friend");
      assertThat(prober.probe(check, server.target()).reason()).isEqualTo("ok");
      var other = new TcpCheck(TIMING, 1, "x", ", friend");
      assertThat(prober.probe(other, server.target()).reason()).isEqualTo("expect");
    }
  }

  @Test
  void failsWhenNothingComes() throws IOException {
    try (var server = new FakeServer(_ -> {})) {
      var check = new TcpCheck(TIMING, 1, null, "x");
      assertThat(prober.probe(check, server.target()).reason()).isEqualTo("closed");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "16383, '', expect",
    "16384, '', expect",
    "16385, '', too-large",
    "16383, x, ok",
    "16384, x, too-large"
  })
  void moreThan16KiBWithoutTheTextAreTooMuch(int octets, String end, String reason)
      throws IOException {
    try (var server =
        new FakeServer(socket -> FakeServer.write(socket, ".".repeat(octets) + end))) {
      var check = new TcpCheck(TIMING, 1, null, "x");
      assertThat(prober.probe(check, server.target()).reason()).isEqualTo(reason);
    }
  }

  @Test
  void whatThisHostCannotDoIsVoid() {
    // A multicast address cannot be connected to: "Network is unreachable".
    var target = new Target(InetAddress.ofLiteral("224.0.0.1"), 80);
    ProbeResult result = prober.probe(Checks.tcp(TIMING), target);
    assertThat(result.kind()).isEqualTo(Kind.VOID);
    assertThat(result.reason()).isEqualTo("no-route");
  }

  @Test
  void constantsNeedNoTarget() {
    var target = new Target(InetAddress.getLoopbackAddress(), 0);
    assertThat(prober.probe(new ConstantCheck(true), target).kind()).isEqualTo(Kind.PASS);
    assertThat(prober.probe(new ConstantCheck(false), target).reason()).isEqualTo("down");
  }
}
