package org.pharosdns.health.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.pharosdns.health.check.HttpCheck;
import org.pharosdns.health.check.Prober;
import org.pharosdns.health.check.StatusRange;
import org.pharosdns.health.check.Target;
import org.pharosdns.health.check.Timing;

/// Everything together: a web server on loopback that turns bad and good again.
class ProbedHealthTest {
  private final LinkedBlockingQueue<String> changes = new LinkedBlockingQueue<>();
  private volatile int status = 200;

  @Test
  void aServerIsSeenToFailAndToRecover() throws Exception {
    try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var prober = new Prober(System::nanoTime, InstantSource.system());
        var monitors =
            new HealthMonitors(
                MonitorSettings.DEFAULTS,
                prober::probe,
                prober::hostOf,
                System::nanoTime,
                new SplittableRandom(3),
                this::record)) {
      Thread.startVirtualThread(() -> serve(server));
      monitors.watch(Set.of(monitor(server)));
      await("UP ok");
      status = 503;
      await("SUSPECT status-503");
      await("DOWN status-503");
      status = 200;
      await("UP ok");
      kill(server);
      await("DOWN refused");
    }
  }

  private static void kill(ServerSocket server) throws IOException {
    server.close();
  }

  private static Monitor monitor(ServerSocket server) {
    var timing =
        new Timing(
            Duration.ofMillis(500), Duration.ofMillis(500), Duration.ofMillis(50), 0.1, 3, 2);
    var check =
        new HttpCheck(
            timing,
            80,
            null,
            "GET",
            "/",
            "www.example.com",
            Map.of(),
            List.of(new StatusRange(200, 299)),
            null,
            1024);
    return new Monitor(check, new Target(server.getInetAddress(), server.getLocalPort()));
  }

  private void record(HealthTable table, List<Monitor> changed) {
    for (Monitor monitor : changed) {
      MonitorStatus now = table.status(monitor);
      changes.add(now == null ? "gone" : now.verdict() + " " + now.reason());
    }
  }

  /// A busy machine may have more to tell in between.
  private void await(String change) throws InterruptedException {
    String next = "";
    while (!change.equals(next)) {
      next = changes.poll(20, TimeUnit.SECONDS);
      assertThat(next).as("waiting for " + change).isNotNull();
    }
  }

  private void serve(ServerSocket server) {
    while (true) {
      try (Socket socket = server.accept()) {
        socket.getInputStream().read(new byte[1024]);
        String answer = "HTTP/1.1 " + status + " OK\r\nContent-Length: 0\r\n\r\n";
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        if (server.isClosed()) {
          return;
        }
      }
    }
  }
}
