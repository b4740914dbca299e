package org.pharosdns.cli.tap;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A thread that looks after rings, round after round, until it is closed; then once more. As an
/// executor it runs a task behind the next round, or in a long one.
final class Watching implements AutoCloseable, Executor {
  private static final Logger LOG = LoggerFactory.getLogger(Watching.class);

  /// Short enough for a ring not to fill up meanwhile, long enough not to cost anything.
  private static final long BUSY_MILLIS = 10;

  private static final long QUIET_MILLIS = 50;
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Round round;
  private final Thread thread;

  /// One look at the rings.
  @FunctionalInterface
  interface Round {
    /// Does what is to be done.
    ///
    /// @return whether there was anything
    boolean look() throws InterruptedException;
  }

  /// Starts a thread called `name`; what a round throws is logged and does not end it.
  Watching(String name, Round round) {
    this.round = round;
    thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!pause(look() ? BUSY_MILLIS : QUIET_MILLIS)) {}
      look();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean look() throws InterruptedException {
    try {
      var any = round.look();
      runTasks();
      return any;
    } catch (RuntimeException | Error e) {
      LOG.error("{} met a bug and goes on", Thread.currentThread().getName(), e);
      return false;
    }
  }

  /// Runs what waits to be run: for rounds that may be long.
  void runTasks() {
    for (var task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  /// Waits; returns at once when this is closed.
  ///
  /// @return whether it is closed
  boolean pause(long millis) throws InterruptedException {
    return closing.await(millis, TimeUnit.MILLISECONDS);
  }

  boolean isClosing() {
    return closing.getCount() == 0;
  }

  /// Has the last round made, for two seconds at most.
  @Override
  public void close() {
    closing.countDown();
    try {
      if (!thread.join(CLOSING)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
