package org.pharosdns.health.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProberExecTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private final Prober prober = new Prober(System::nanoTime, InstantSource.system());
  @TempDir private Path folder;

  @AfterEach
  void close() {
    prober.close();
  }

  private ProbeResult run(Duration timeout, String... command) {
    var target = new Target(InetAddress.ofLiteral("192.0.2.7"), 8080);
    return prober.probe(new ExecCheck(Checks.within(timeout), List.of(command)), target);
  }

  private ProbeResult shell(Duration timeout, String script) {
    return run(timeout, "/bin/sh", "-c", script);
  }

  @Test
  void theExitCodeDecides() {
    assertThat(run(Duration.ofSeconds(5), "true").reason()).isEqualTo("ok");
    assertThat(run(Duration.ofSeconds(5), "false").reason()).isEqualTo("exit-1");
  }

  @Test
  void aProgramThatThisHostCannotRunSaysNothingOfTheTarget() {
    var missing = run(Duration.ofSeconds(5), "/no/such/program");
    assertThat(missing.kind() + " " + missing.reason()).isEqualTo("VOID not-found");
    var unfit = run(Duration.ofSeconds(5), "/etc/passwd");
    assertThat(unfit.kind() + " " + unfit.reason()).isEqualTo("VOID not-executable");
  }

  @Test
  void addressAndPortAreThoseOfTheTargetAndNoShellSeesThem() throws IOException {
    Path seen = folder.resolve("seen");
    run(
        Duration.ofSeconds(5),
        "/bin/sh",
        "-c",
        "echo \"$1\" > " + seen,
        "sh",
        "{address}:{port} $(id)");
    assertThat(seen).hasContent("192.0.2.7:8080 $(id)");
  }

  @Test
  void theProgramSeesNothingOfTheServersEnvironmentAndGetsNoInput() throws IOException {
    Path seen = folder.resolve("seen");
    assertThat(shell(Duration.ofSeconds(5), "cat; env | sort > " + seen).reason()).isEqualTo("ok");
    assertThat(Files.readAllLines(seen))
        .allMatch(line -> line.matches("(PATH|PWD|PHAROS_FAMILY|_|SHLVL|OLDPWD)=.*"));
  }

  @Test
  void endlessOutputDoesNoHarm() {
    assertThat(shell(Duration.ofSeconds(5), "head -c 10000000 /dev/zero").reason()).isEqualTo("ok");
  }

  @Test
  void theDeadlineEndsTheProgramWithAllItsChildrenAndOrphans() throws Exception {
    Path pids = folder.resolve("pids");
    String script =
        "echo $$ >> P; (sleep 60 & echo $! >> P); sleep 60 & echo $! >> P; wait"
            .replace("P", pids.toString());
    ProbeResult result = shell(TIMEOUT, script);
    assertThat(result.reason()).isEqualTo("timeout");
    assertThat(result.took()).isLessThan(TIMEOUT.plusMillis(500));
    List<String> started = Files.readAllLines(pids);
    assertThat(started).hasSize(3);
    for (String pid : started) {
      assertEnds(Long.parseLong(pid));
    }
  }

  @Test
  void whatAProgramLeavesBehindIsEndedToo() throws Exception {
    Path pids = folder.resolve("pids");
    assertThat(shell(Duration.ofSeconds(5), "sleep 60 & echo $! > " + pids).reason())
        .isEqualTo("ok");
    assertEnds(Long.parseLong(Files.readString(pids).strip()));
  }

  @Test
  void endingWhatAProgramLeavesBehindTakesNoneOfItsTime() throws IOException {
    Path pid = folder.resolve("pid");
    var wasThere = new ArrayList<Boolean>();
    LongSupplier clock =
        () -> {
          wasThere.add(Files.exists(pid) && isThere(pid));
          return System.nanoTime();
        };
    try (var timed = new Prober(clock, InstantSource.system())) {
      var script = "sleep 600 & echo $! > " + pid;
      var check =
          new ExecCheck(Checks.within(Duration.ofSeconds(5)), List.of("/bin/sh", "-c", script));
      timed.probe(check, new Target(InetAddress.ofLiteral("192.0.2.7"), 8080));
    }
    assertThat(wasThere.getLast()).as("when the time was taken").isTrue();
    assertThat(isThere(pid)).isFalse();
  }

  private static boolean isThere(Path pid) {
    try {
      return Files.exists(Path.of("/proc", Files.readString(pid).strip()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "env -i /bin/sh -c 'echo $$ > P; exec sleep 60' & WAIT",
        "env -i setsid /bin/sh -c 'echo $$ > P; exec sleep 60' & WAIT",
        "(env -i setsid /bin/sh -c 'echo $$ > P; exec sleep 60' &); WAIT; sleep 60",
        "(env -i /bin/sh -c 'echo $$ > P; (sleep 60 &) ; exec sleep 60' &); WAIT; sleep 60"
      })
  void anOrphanThatHasLostItsEnvironmentIsEndedAndNothingStaysOfIt(String script)
      throws IOException {
    Path pid = folder.resolve("pid");
    shell(
        TIMEOUT,
        script.replace("WAIT", "while [ ! -s P ]; do :; done").replace("P", pid.toString()));
    Path process = Path.of("/proc", Files.readString(pid).strip());
    assertThat(process).doesNotExist();
  }

  /// A process that nobody waits for may stay behind as a zombie, which runs nothing.
  private static void assertEnds(long pid) throws Exception {
    Path status = Path.of("/proc", Long.toString(pid), "stat");
    long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    boolean runs = true;
    while (runs && System.nanoTime() < end) {
      try {
        runs = !Files.readString(status).contains(") Z ");
      } catch (IOException e) {
        runs = false;
      }
      Thread.onSpinWait();
    }
    assertThat(runs).as("process " + pid + " runs").isFalse();
  }
}
