package org.pharosdns.health.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Programs on a file system that hangs, so that the system never comes to start them.
@Timeout(60)
class HangingProgramTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(10);

  private final Prober prober = new Prober(System::nanoTime, InstantSource.system());
  @TempDir private Path folder;
  private HangingFileSystem hanging;

  @BeforeEach
  void mount() throws IOException {
    hanging = HangingFileSystem.at(Files.createDirectory(folder.resolve("hanging")));
  }

  @AfterEach
  void close() throws IOException {
    hanging.close();
    prober.close();
  }

  private ProbeResult run(Duration timeout, String... command) {
    var target = new Target(InetAddress.ofLiteral("192.0.2.7"), 8080);
    return prober.probe(new ExecCheck(Checks.within(timeout), List.of(command)), target);
  }

  private ProbeResult runHanging(Duration timeout) {
    return run(timeout, hanging.file().toString());
  }

  @Test
  void sayNothingOfTheTargetWhenTheirTimeIsOver() {
    var result = runHanging(SHORT);
    assertThat(result.kind() + " " + result.reason()).isEqualTo("VOID no-process");
    assertThat(result.took()).isLessThan(SHORT.plusMillis(500));
  }

  @Test
  void keepNoOtherProbeFromItsResultHoweverManyThereAre() throws Exception {
    var under = new CountDownLatch(2 * Runtime.getRuntime().availableProcessors());
    var hung = new ArrayList<Thread>();
    for (long i = under.getCount(); i > 0; i--) {
      hung.add(
          Thread.startVirtualThread(
              () -> {
                under.countDown();
                runHanging(LONG);
              }));
    }
    under.await();
    var other = new CompletableFuture<String>();
    Thread.startVirtualThread(() -> other.complete(run(LONG, "true").reason()));
    assertThat(other.get()).isEqualTo("ok");
    hung.forEach(Thread::interrupt);
    for (var thread : hung) {
      thread.join();
    }
  }

  @Test
  void areNotStartedWithoutEnd() throws IOException {
    for (int i = 0; i < 12; i++) {
      runHanging(Duration.ofMillis(20));
    }
    try (var children = ProcessHandle.current().children()) {
      assertThat(children.filter(child -> isStarting(child.pid()))).hasSize(8);
    }
  }

  /// Whether a child runs the program of the JVM that starts others.
  private static boolean isStarting(long pid) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "comm")).startsWith("jspawn");
    } catch (IOException _) {
      return false;
    }
  }

  @Test
  void keepNothingThatOtherProgramsLeaveBehindAlive() throws Exception {
    Thread hung = Thread.startVirtualThread(() -> runHanging(LONG));
    var pid = folder.resolve("pid");
    assertThat(run(LONG, "/bin/sh", "-c", "(sleep 600 & echo $! > " + pid + ")").reason())
        .isEqualTo("ok");
    var orphan = ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()));
    orphan.ifPresent(left -> left.onExit().join());
    hung.interrupt();
    hung.join();
  }
}
