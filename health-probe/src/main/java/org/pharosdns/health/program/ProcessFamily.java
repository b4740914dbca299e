package org.pharosdns.health.program;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/// A program that runs and everything that it started, so that all of it can be ended.
///
/// The tree of processes is not enough: who starts a child and ends leaves an orphan that is
/// nobody's descendant. {@link Orphans} knows those.
public final class ProcessFamily implements AutoCloseable {
  private static final AtomicLong COUNT = new AtomicLong();

  private final Process process;
  private final String mark;
  private final Instant start;
  private volatile boolean closed;

  ProcessFamily(Process process, String mark) {
    this.process = process;
    this.mark = mark;
    // One that has ended already is as good as one that runs forever, until it is closed.
    this.start = process.info().startInstant().orElse(Instant.EPOCH);
  }

  /// Starts a program that nothing which it starts outlives; on Linux not even what has lost both
  /// its parent and its environment, though such an orphan may live until all programs that ran
  /// beside it have ended.
  public static ProcessFamily bound(ProcessBuilder builder) throws IOException {
    return Orphans.OF_THIS_PROCESS.start(builder, Long.toString(COUNT.incrementAndGet()));
  }

  /// Starts a program that may leave orphans behind.
  public static ProcessFamily free(ProcessBuilder builder) throws IOException {
    return Orphans.OF_THIS_PROCESS.start(builder, Orphans.FREE);
  }

  /// Returns the process of the program itself.
  public Process process() {
    return process;
  }

  String mark() {
    return mark;
  }

  /// Returns when the program was started, to hundredths of a second.
  Instant start() {
    return start;
  }

  boolean isClosed() {
    return closed;
  }

  /// Ends the program with its children, and the orphans that no running program can have left.
  @Override
  public void close() {
    closed = true;
    if (process.isAlive()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    Orphans.await(process.onExit());
    Orphans.OF_THIS_PROCESS.end();
  }
}
