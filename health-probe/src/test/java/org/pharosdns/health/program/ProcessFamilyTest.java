package org.pharosdns.health.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// With programs that leave processes behind.
@Timeout(60)
class ProcessFamilyTest {
  private static final String LONG = "sleep 600";
  private static final String LOST = "env -i sleep 600";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private final List<ProcessHandle> left = new ArrayList<>();

  @AfterEach
  void endWhatWasSpared() {
    left.forEach(ProcessHandle::destroyForcibly);
  }

  private static ProcessFamily bound(ProcessBuilder program)
      throws IOException, InterruptedException {
    return ProcessFamily.bound(program, PATIENCE);
  }

  private static ProcessBuilder shell(String script) {
    return new ProcessBuilder("/bin/sh", "-c", script)
        .redirectInput(new File("/dev/null"))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD);
  }

  /// The script of a program that leaves an orphan behind, writes its number and then does more.
  private String leaving(String orphan, String file, String more) {
    return "(%s & echo $! > P.new; mv P.new P); %s"
        .replace("P", folder.resolve(file).toString())
        .formatted(orphan, more);
  }

  private ProcessHandle orphan(String file) throws IOException {
    Path path = folder.resolve(file);
    while (!Files.exists(path)) {
      Thread.onSpinWait();
    }
    var found = ProcessHandle.of(Long.parseLong(Files.readString(path).strip())).orElseThrow();
    while (parent(found) != ProcessHandle.current().pid()) {
      Thread.onSpinWait();
    }
    left.add(found);
    return found;
  }

  private static long parent(ProcessHandle process) {
    return process.parent().map(ProcessHandle::pid).orElse(0L);
  }

  private static boolean isThere(ProcessHandle process) {
    return Files.exists(Path.of("/proc", Long.toString(process.pid())));
  }

  private static void runAnother() throws Exception {
    try (var other = bound(shell("exit 0"))) {
      other.process().waitFor();
    }
  }

  @Test
  void whatAProgramThatRunsHasLeftBehindIsSparedUntilItIsClosed() throws Exception {
    ProcessHandle marked;
    ProcessHandle lost;
    try (var _ = bound(shell(leaving(LONG, "a", leaving(LOST, "b", LONG))))) {
      marked = orphan("a");
      lost = orphan("b");
      runAnother();
      assertThat(isThere(marked)).isTrue();
      assertThat(isThere(lost)).isTrue();
    }
    assertThat(isThere(marked)).isFalse();
    assertThat(isThere(lost)).isFalse();
  }

  @Test
  void whatHasLostItsEnvironmentEndsWithTheLastProgramThatItMayComeFrom() throws Exception {
    var first = bound(shell(leaving(LONG, "first", LONG)));
    orphan("first");
    var second = bound(shell(leaving(LOST, "second", "exit 0")));
    ProcessHandle lost = orphan("second");
    second.close();
    assertThat(isThere(lost)).isTrue();
    first.close();
    assertThat(isThere(lost)).isFalse();
  }

  @Test
  void aYoungerProgramDoesNotSpareIt() throws Exception {
    var first = bound(shell(leaving(LOST, "first", LONG)));
    ProcessHandle lost = orphan("first");
    try (var second = startedLaterThan(lost)) {
      first.close();
      assertThat(second.process().isAlive()).isTrue();
      assertThat(isThere(lost)).isFalse();
    }
  }

  private static ProcessFamily startedLaterThan(ProcessHandle process)
      throws IOException, InterruptedException {
    while (true) {
      var family = bound(shell(LONG));
      if (process.info().startInstant().orElseThrow().isBefore(family.start())) {
        return family;
      }
      family.close();
    }
  }

  @Test
  void anOrphanThatEndedByItselfLeavesNoZombie() throws Exception {
    try (var family =
        bound(
            shell(
                "(/bin/sh -c 'echo $$ > P' &); while [ ! -s P ]; do :; done"
                    .replace("P", folder.resolve("pid").toString())))) {
      family.process().waitFor();
    }
    Path process = Path.of("/proc", Files.readString(folder.resolve("pid")).strip());
    assertThat(process).doesNotExist();
  }

  @Test
  void whatAFreeProgramLeavesBehindLivesOn() throws Exception {
    runAnother();
    try (var free = ProcessFamily.free(shell(leaving(LONG, "free", "exit 0")), PATIENCE)) {
      free.process().waitFor();
    }
    ProcessHandle orphan = orphan("free");
    runAnother();
    assertThat(isThere(orphan)).isTrue();
  }

  @Test
  void whatHasEndedIsForgottenBeforeAnyProgramIsBoundToo() throws Exception {
    var orphans = new Orphans();
    for (int i = 0; i < 3; i++) {
      orphans.start(shell("exit 0"), Integer.toString(i), true).process().waitFor();
    }
    orphans.end();
    assertThat(orphans.families()).isZero();
  }

  @Test
  void nobodyTakesTheExitCodeOfAProgramThatRunsBeside() throws Exception {
    Callable<Integer> run =
        () -> {
          try (var family = bound(shell("(sleep 600 &); exit 3"))) {
            return family.process().waitFor();
          }
        };
    var codes = new ArrayList<Integer>();
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (var code : threads.invokeAll(Collections.nCopies(40, run))) {
        codes.add(code.get());
      }
    }
    assertThat(codes).hasSize(40).containsOnly(3);
  }
}
