package org.pharosdns.health.program;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Starts programs, each on a thread of its own: the system starts a program only once it has read
/// its file, and where that lies on a file system that hangs, it waits for ever.
final class Starts {
  /// Starts of one program that are under way at once. Who comes later waits for one of them.
  static final int AT_ONCE = 8;

  private final Map<String, Semaphore> places = new ConcurrentHashMap<>();

  /// The start of a program.
  interface Start {
    ProcessFamily start() throws IOException;
  }

  /// Starts a program.
  ///
  /// @param program its file
  /// @param left how long to wait; a program that starts later than that is ended at once
  /// @throws IOException where none is started, or not in time
  ProcessFamily start(String program, Start start, Duration left)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + left.toNanos();
    var place = places.computeIfAbsent(program, _ -> new Semaphore(AT_ONCE));
    if (!place.tryAcquire(left.toNanos(), TimeUnit.NANOSECONDS)) {
      throw late(program);
    }
    var family = begin(start, place);
    try {
      return family.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new IOException(family.exceptionNow().getMessage(), e);
    } catch (TimeoutException _) {
      endWhenItComes(family);
      throw late(program);
    } catch (InterruptedException e) {
      endWhenItComes(family);
      throw e;
    }
  }

  private static CompletableFuture<ProcessFamily> begin(Start start, Semaphore place) {
    var family = new CompletableFuture<ProcessFamily>();
    var thread =
        Thread.ofPlatform()
            .daemon()
            .name("start of a program")
            .unstarted(
                () -> {
                  try {
                    family.complete(start.start());
                  } catch (IOException | RuntimeException e) {
                    family.completeExceptionally(e);
                  } finally {
                    place.release();
                  }
                });
    try {
      thread.start();
    } catch (OutOfMemoryError noThread) {
      place.release();
      throw noThread;
    }
    return family;
  }

  private static void endWhenItComes(CompletableFuture<ProcessFamily> family) {
    var _ = family.thenAccept(ProcessFamily::close);
  }

  private static IOException late(String program) {
    return new IOException("\"%s\" was not started in time".formatted(program));
  }
}
