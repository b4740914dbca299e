package org.pharosdns.health.program;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/// A program that runs and everything that it started, so that all of it can be ended.
///
/// The tree of processes is not enough: who starts a child and ends leaves an orphan that is
/// nobody's descendant. {@link Orphans} knows those.
public final class ProcessFamily implements AutoCloseable {
  private static final AtomicLong COUNT = new AtomicLong();
  private static final Starts STARTS = new Starts();

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
  ///
  /// @param left how long to wait; a program that starts later than that is ended at once
  /// @throws IOException where none is started, or not in time
  public static ProcessFamily bound(ProcessBuilder builder, Duration left)
      throws IOException, InterruptedException {
    return start(builder, left, false);
  }

  /// Starts a program that may leave orphans behind.
  ///
  /// @param left as above
  /// @throws IOException as above
  public static ProcessFamily free(ProcessBuilder builder, Duration left)
      throws IOException, InterruptedException {
    return start(builder, left, true);
  }

  private static ProcessFamily start(ProcessBuilder builder, Duration left, boolean free)
      throws IOException, InterruptedException {
    var mark = Long.toString(COUNT.incrementAndGet());
    return STARTS.start(
        builder.command().getFirst(),
        () -> Orphans.OF_THIS_PROCESS.start(builder, mark, free),
        left);
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
