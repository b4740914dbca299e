package org.pharosdns.cli.admin;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// Writes to clients, which may read nothing: one that takes too long is ended, and its connection
/// with it. Any thread.
final class WatchedWrites {
  /// So long a client may take to read what is short.
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final LongSupplier nanoTime;
  private final Set<Writing> writings = ConcurrentHashMap.newKeySet();

  WatchedWrites(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// What writes.
  @FunctionalInterface
  interface Write {
    /// Writes something to one client.
    void run() throws IOException;
  }

  /// A write that is under way, and the thread that waits in it.
  private static final class Writing {
    private final Thread thread = Thread.currentThread();
    private final long sinceNanos;
    private final long timeNanos;

    Writing(long sinceNanos, long timeNanos) {
      this.sinceNanos = sinceNanos;
      this.timeNanos = timeNanos;
    }
  }

  /// Writes, on a thread of its own for the client.
  ///
  /// @param time that the client may take
  void watch(Duration time, Write write) throws IOException {
    var writing = new Writing(nanoTime.getAsLong(), time.toNanos());
    writings.add(writing);
    try {
      write.run();
    } finally {
      writings.remove(writing);
    }
  }

  /// Ends the writes that have been under way for too long. To be called each second.
  ///
  /// @return how many there were
  @SuppressWarnings("Interruption") // nothing else ends a write that is stuck
  int endStuck() {
    var now = nanoTime.getAsLong();
    var ended = 0;
    for (var writing : List.copyOf(writings)) {
      if (now - writing.sinceNanos > writing.timeNanos && writings.remove(writing)) {
        ended++;
        writing.thread.interrupt();
      }
    }
    return ended;
  }
}
