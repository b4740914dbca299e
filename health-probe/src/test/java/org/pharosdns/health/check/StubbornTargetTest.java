package org.pharosdns.health.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pharosdns.health.check.ProbeResult.Kind;

/// Targets that do their worst: each gives its reason, and none holds a probe beyond its time.
class StubbornTargetTest {
  private static final Duration TIMEOUT = Duration.ofMillis(300);
  private static final Timing TIMING = Checks.within(TIMEOUT);
  private static final HttpCheck HTTP = Checks.http(TIMING);
  private static final HttpCheck HTTPS = Checks.https(TIMING, "www.example.com", false, null, 0);

  private final Prober prober = new Prober(System::nanoTime, InstantSource.system());

  @AfterEach
  void close() {
    prober.close();
  }

  private void expect(String reason, Check check, FakeServer.Script script) throws IOException {
    try (var server = new FakeServer(script)) {
      expect(reason, check, server.target());
    }
  }

  /// A machine that is busy with other things gets two more chances to be punctual.
  private void expect(String reason, Check check, Target target) {
    ProbeResult result = prober.probe(check, target);
    for (int i = 0; i < 2 && result.took().compareTo(TIMEOUT.plusMillis(100)) > 0; i++) {
      result = prober.probe(check, target);
    }
    assertThat(result.kind()).isEqualTo(Kind.FAIL);
    assertThat(result.reason()).isEqualTo(reason);
    assertThat(result.took()).isLessThan(TIMEOUT.plusMillis(100));
  }

  @Test
  void acceptsAndNeverAnswers() throws IOException {
    expect("timeout", HTTP, FakeServer::waitForClose);
    expect("timeout", HTTPS, FakeServer::waitForClose);
    expect("timeout", new TcpCheck(TIMING, 1, "hello", "world"), FakeServer::waitForClose);
  }

  @Test
  void dripsItsHeaders() throws IOException {
    try (var server = new DrippingServer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
      expect("timeout", HTTP, server.target());
      expect("timeout", new TcpCheck(TIMING, 1, null, "world"), server.target());
    }
  }

  @Test
  void dripsItsHandshake() throws IOException {
    // The beginning of a handshake record that is 16 KiB long.
    try (var server = new DrippingServer("\u0016\u0003\u0003@" + "\0".repeat(50))) {
      expect("timeout", HTTPS, server.target());
    }
  }

  @Test
  void dripsItsBody() throws IOException {
    try (var server = new DrippingServer("-".repeat(100))) {
      expect(
          "timeout",
          HTTP,
          socket -> {
            FakeServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
            server.drip(socket);
          });
    }
  }

  @Test
  void neverEndsItsHeaders() throws IOException {
    expect(
        "too-large",
        HTTP,
        socket -> {
          FakeServer.write(socket, "HTTP/1.1 200 OK\r\n");
          while (true) {
            FakeServer.write(socket, "X-Header: value\r\n");
          }
        });
    expect(
        "too-large",
        HTTP,
        socket -> {
          while (true) {
            FakeServer.write(socket, "HTTP/1.1 100 Continue\r\n\r\n");
          }
        });
    expect(
        "too-large",
        HTTP,
        socket -> {
          while (true) {
            FakeServer.write(socket, "H".repeat(100));
          }
        });
  }

  @Test
  void neverEndsItsBody() throws IOException {
    expect(
        "body",
        Checks.http(TIMING, "ok", 16 * 1024),
        socket -> {
          FakeServer.write(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
          while (true) {
            FakeServer.write(socket, "8\r\n--------\r\n");
          }
        });
    expect(
        "too-large",
        new TcpCheck(TIMING, 1, null, "ok"),
        socket -> {
          while (true) {
            FakeServer.write(socket, "--------");
          }
        });
  }

  @Test
  void isAnArchiveThatUnpacksToSixtyFourMegabytes() throws IOException {
    try (var server = new HostileServer()) {
      var bomb = server.target(HostileServer.Deed.GZIP_BOMB, 0);
      expect("body", Checks.http(TIMING, "ok", 16 * 1024), bomb);
      assertThat(prober.probe(HTTP, bomb).kind()).as("its status is good").isEqualTo(Kind.PASS);
    }
  }

  @Test
  void leadsBackToItself() throws IOException {
    try (var server = FakeServer.answering("HTTP/1.1 302 Found\r\nLocation: /healthz\r\n\r\n")) {
      assertThat(prober.probe(HTTP, server.target()).reason()).isEqualTo("status-302");
      assertThat(server.requests).hasSize(1);
    }
  }

  @Test
  void resetsAfterAccepting() throws IOException {
    expect("reset", HTTP, FakeServer::reset);
    expect("reset", HTTPS, FakeServer::reset);
  }

  @Test
  void resetsAfterItsHeaders() throws IOException {
    expect(
        "reset",
        HTTP,
        socket -> {
          FakeServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n");
          FakeServer.reset(socket);
        });
  }

  /// At a port that is taken, so that nobody else listens there, and does not listen itself.
  @Test
  void refuses() throws IOException {
    try (var taken = new Socket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      var target = new Target(taken.getLocalAddress(), taken.getLocalPort());
      expect("refused", Checks.tcp(TIMING), target);
      expect("refused", HTTPS, target);
    }
  }

  @Test
  void doesNotTakeTheConnection() throws IOException {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Socket> queued = fillQueue(server);
      expect(
          "timeout",
          Checks.tcp(TIMING),
          new Target(server.getInetAddress(), server.getLocalPort()));
      for (Socket socket : queued) {
        socket.close();
      }
    }
  }

  private static List<Socket> fillQueue(ServerSocket server) throws IOException {
    var queued = new ArrayList<Socket>();
    try {
      while (queued.size() < 16) {
        var socket = new Socket();
        queued.add(socket);
        socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 100);
      }
    } catch (SocketTimeoutException e) {
      return queued;
    }
    return queued;
  }

  @Test
  void isNotToBeProbedAtAll() throws IOException {
    for (String address : List.of("169.254.169.254", "169.254.0.1", "fe80::1", "fd00:ec2::254")) {
      expect(
          "forbidden-address", Checks.tcp(TIMING), new Target(InetAddress.ofLiteral(address), 80));
    }
  }

  @Test
  void isOneOfTwoHundred() throws Exception {
    try (var server = new FakeServer(FakeServer::waitForClose);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<ProbeResult> probe = () -> prober.probe(HTTP, server.target());
      var results = threads.invokeAll(java.util.Collections.nCopies(200, probe));
      for (var result : results) {
        assertThat(result.get().reason()).isEqualTo("timeout");
      }
    }
  }

  /// Says its text one octet at a time.
  private static final class DrippingServer implements AutoCloseable {
    private final String text;
    private final FakeServer server;

    DrippingServer(String text) throws IOException {
      this.text = text;
      this.server = new FakeServer(this::drip);
    }

    void drip(Socket socket) throws Exception {
      server.drip(socket, text);
      FakeServer.waitForClose(socket);
    }

    Target target() {
      return server.target();
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
