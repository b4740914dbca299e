package org.pharosdns.cli.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// sd_notify(3), as the other end of the socket sees it.
class ServiceManagerTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void everyWordArrives() throws Exception {
    var path = folder.resolve("notify").toString();
    try (var socket = new NotifySocket(path)) {
      var manager = ServiceManager.of(Map.of("NOTIFY_SOCKET", path), 1);
      manager.ready("serving");
      manager.reloading(2_000_001_999L);
      manager.alive();
      manager.stopping();
      assertThat(socket.receive(1000)).isEqualTo("READY=1\nSTATUS=serving");
      assertThat(socket.receive(1000)).isEqualTo("RELOADING=1\nMONOTONIC_USEC=2000001");
      assertThat(socket.receive(1000)).isEqualTo("WATCHDOG=1");
      assertThat(socket.receive(1000)).isEqualTo("STOPPING=1");
    }
  }

  @Test
  void namesOfTheAbstractNamespaceAreReachedToo() throws Exception {
    var name = "@pharos-test-" + ProcessHandle.current().pid();
    try (var socket = new NotifySocket(name)) {
      ServiceManager.of(Map.of("NOTIFY_SOCKET", name), 1).alive();
      assertThat(socket.receive(1000)).isEqualTo("WATCHDOG=1");
    }
  }

  @Test
  void withoutAManagerNobodyIsTold() {
    var none = ServiceManager.of(Map.of("WATCHDOG_USEC", "1000"), 1);
    none.ready("serving");
    assertThat(none.period()).isZero();
  }

  @Test
  void aManagerThatHasGoneIsNoReasonToStop() {
    var gone = folder.resolve("gone").toString();
    ServiceManager.of(Map.of("NOTIFY_SOCKET", gone), 1).alive();
    ServiceManager.of(Map.of("NOTIFY_SOCKET", "/" + "x".repeat(200)), 1).alive();
    assertThat(Path.of(gone)).doesNotExist();
  }

  @Test
  void thePeriodIsAThirdOfWhatIsWaitedForAndOnlyForTheProcessThatIsMeant() {
    var watched = Map.of("NOTIFY_SOCKET", "x", "WATCHDOG_USEC", "30000000");
    assertThat(ServiceManager.of(watched, 7).period()).isEqualTo(Duration.ofSeconds(10));
    assertThat(
            ServiceManager.of(
                    Map.of("NOTIFY_SOCKET", "x", "WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "7"),
                    7)
                .period())
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(
            ServiceManager.of(
                    Map.of("NOTIFY_SOCKET", "x", "WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "8"),
                    7)
                .period())
        .isZero();
    assertThat(ServiceManager.of(Map.of("NOTIFY_SOCKET", "x", "WATCHDOG_USEC", "soon"), 7).period())
        .isZero();
  }
}
