package org.pharosdns.dns.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class SyscallsTest {
  private static final long SHORT = 200_000;
  private static final int NICE_FIELD = 16;

  /// The nice value of the calling thread (proc_pid_stat(5), field 19; the name ends with the last
  /// bracket).
  private static int nice() {
    try {
      var stat = Files.readString(Path.of("/proc/thread-self/stat"));
      return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[NICE_FIELD]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aThreadWithShortTurnsIsAsNiceAsBefore() {
    var seen = new CompletableFuture<int[]>();
    Thread.ofPlatform()
        .start(
            () -> {
              var usual = nice();
              var taken = Syscalls.setTurn(SHORT);
              var same = nice() - usual;
              var set = Syscalls.setNice(Syscalls.CALLER, usual + 3);
              var takenAgain = Syscalls.setTurn(SHORT);
              seen.complete(new int[] {taken, same, set, takenAgain, nice() - usual});
            });
    assertThat(seen.join()).containsExactly(0, 0, 0, 0, 3);
  }

  /// By the name that the JVM gives it.
  @Test
  void aCompilerStandsBack() throws Exception {
    var begun = new CountDownLatch(1);
    var standBack = new CountDownLatch(1);
    var seen = new CompletableFuture<Integer>();
    Thread.ofPlatform()
        .name("C2 of a test")
        .start(
            () -> {
              begun.countDown();
              try {
                standBack.await();
                seen.complete(nice());
              } catch (InterruptedException e) {
                seen.completeExceptionally(e);
              }
            });
    begun.await();
    Background.compilersStandBack();
    standBack.countDown();
    assertThat(seen.join()).isEqualTo(10);
  }
}
