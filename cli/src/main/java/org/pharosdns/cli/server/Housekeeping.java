package org.pharosdns.cli.server;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does what becomes due without an event, again and again, on a thread of its own; as an executor
/// it runs a task once behind the next round.
final class Housekeeping implements AutoCloseable, Executor {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

  /// For what is due a few times a second.
  static final Duration PERIOD = Duration.ofMillis(250);

  private static final Duration LAST_ROUND = Duration.ofSeconds(1);

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Duration period;
  private final List<Runnable> chores;

  /// Starts a thread called `name` that pauses for `period` before each round of `chores`; what one
  /// throws is logged, and holds back none of the others nor the next round.
  Housekeeping(String name, Duration period, Runnable... chores) {
    this.period = period;
    this.chores = List.of(chores);
    Thread.ofPlatform().name(name).daemon().start(this::run);
  }

  private void run() {
    try {
      while (!closed.await(period.toNanos(), TimeUnit.NANOSECONDS)) {
        chores.forEach(Housekeeping::carryOut);
        for (var task = tasks.poll(); task != null; task = tasks.poll()) {
          carryOut(task);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended.countDown();
    }
  }

  private static void carryOut(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      LOG.error("housekeeping met a bug and goes on", e);
    }
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  /// Returns when the round that is under way has ended, for it may still write into the state
  /// folder; one that takes longer than a second is left to itself.
  @Override
  public void close() {
    closed.countDown();
    try {
      if (!ended.await(LAST_ROUND.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.warn("a chore that takes long is left to itself");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
