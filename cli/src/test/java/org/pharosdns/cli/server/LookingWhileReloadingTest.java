package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.ReloadReport;
import org.pharosdns.cli.control.ZoneSummary;

/// Whoever looks at a server waits for no reload, and sees what was in force before until all is.
class LookingWhileReloadingTest {
  @TempDir private Path temporary = Path.of("");

  /// Holds up a reload, which asks for nameservers when zones have been read.
  private final CountDownLatch reading = new CountDownLatch(2);

  private final CountDownLatch goOn = new CountDownLatch(1);

  private List<InetSocketAddress> nameServers() {
    reading.countDown();
    try {
      if (reading.getCount() == 0) {
        goOn.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return List.of();
  }

  private static <T> FutureTask<T> begin(Callable<T> work) {
    var task = new FutureTask<>(work);
    Thread.ofVirtual().start(task);
    return task;
  }

  private static <T> T result(FutureTask<T> task) throws Exception {
    return task.get(10, TimeUnit.SECONDS);
  }

  private static List<String> zones(PharosServer server) throws Exception {
    return server.control().zones().stream().map(LookingWhileReloadingTest::nameAndSerial).toList();
  }

  private static String nameAndSerial(ZoneSummary zone) {
    return zone.name() + " " + zone.serial();
  }

  @Test
  void listsAndMetricsShowWhatIsInForce() throws Exception {
    var folder =
        new ServerFolder(temporary)
            .write("pharos.toml", "[admin]\nhttp = \"127.0.0.1:0\"\n")
            .zone("a.zone", ServerFolder.APEX)
            .zone("b.zone", ServerFolder.APEX);
    try (var server = folder.start(this::nameServers)) {
      folder.zone("b.zone", ServerFolder.APEX.replace("host 1 ", "host 2 "));
      FutureTask<ReloadReport> reload = begin(() -> server.control().reload(List.of(), false));
      try {
        assertThat(reading.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(result(begin(() -> zones(server)))).containsExactly("a. 1", "b. 1");
        assertThat(result(begin(() -> server.control().records("b.", null, "SOA"))))
            .singleElement()
            .asString()
            .contains("host.b. 1 ");
        assertThat(result(begin(() -> MetricsPage.of(server))))
            .contains("pharos_zone_serial{zone=\"b.\"} 1\n")
            .contains("pharos_zone_live{zone=\"b.\"} 1\n");
      } finally {
        goOn.countDown();
      }
      assertThat(result(reload).complete()).isTrue();
      assertThat(zones(server)).containsExactly("a. 1", "b. 2");
    }
  }
}
