package org.pharosdns.conformance.steering;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;

/// Sets the wall clock of one process and leaves that of the machine alone: a library loaded before
/// all others adds the seconds that stand in a file. The monotonic clock, and with it every wait,
/// goes on as ever. Needs a C compiler; without one the test is left out.
final class SetClock {
  private static final String LIBRARY =
      """
      #define _GNU_SOURCE
      #include <fcntl.h>
      #include <stdlib.h>
      #include <sys/mman.h>
      #include <sys/syscall.h>
      #include <sys/time.h>
      #include <time.h>
      #include <unistd.h>
      static volatile long *ahead;
      __attribute__((constructor)) static void map(void) {
        void *at = mmap(0, sizeof(long), PROT_READ, MAP_SHARED, open(getenv("CLOCK_AHEAD"), O_RDONLY), 0);
        ahead = at == MAP_FAILED ? 0 : at;
      }
      int clock_gettime(clockid_t id, struct timespec *now) {
        int failed = syscall(SYS_clock_gettime, id, now);
        if (!failed && ahead && (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE)) now->tv_sec += *ahead;
        return failed;
      }
      int gettimeofday(struct timeval *restrict now, void *restrict zone) {
        struct timespec t;
        if (clock_gettime(CLOCK_REALTIME, &t)) return -1;
        now->tv_sec = t.tv_sec;
        now->tv_usec = t.tv_nsec / 1000;
        return 0;
      }
      time_t time(time_t *now) {
        struct timespec t;
        clock_gettime(CLOCK_REALTIME, &t);
        if (now) *now = t.tv_sec;
        return t.tv_sec;
      }
      """;

  private final Path file;
  private Duration ahead = Duration.ZERO;

  private SetClock(Path file) {
    this.file = file;
  }

  /// Returns the clock of a server that is not started yet.
  static SetClock of(LiveServer server) {
    assumeTrue(
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "gcc"))),
        "no gcc");
    var folder = server.folder();
    var library = folder.resolve("ahead.so");
    server.write("ahead.c", LIBRARY);
    compile(folder.resolve("ahead.c"), library);
    var clock = new SetClock(folder.resolve("ahead"));
    clock.set(Duration.ZERO);
    server.with("LD_PRELOAD", library.toString()).with("CLOCK_AHEAD", clock.file.toString());
    return clock;
  }

  private static void compile(Path source, Path library) {
    try {
      var gcc =
          new ProcessBuilder(
                  "gcc", "-shared", "-fPIC", "-O1", "-o", library.toString(), source.toString())
              .redirectErrorStream(true)
              .start();
      var said = new String(gcc.getInputStream().readAllBytes(), UTF_8);
      assertThat(gcc.waitFor()).as(said).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Sets the clock so far ahead of that of the machine, or (negative) behind it.
  void set(Duration by) {
    var octets = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
    octets.putLong(by.toSeconds()).flip();
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(octets, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ahead = by;
  }

  /// Dates a file as it would be dated on a machine whose clock is set so.
  void date(Path written) {
    try {
      Files.setLastModifiedTime(written, FileTime.from(now()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What the process believes that the time is.
  Instant now() {
    return asClock().instant();
  }

  /// The clock of somebody whose clock is set so as well.
  Clock asClock() {
    return Clock.offset(Clock.system(ZoneOffset.UTC), ahead);
  }
}
