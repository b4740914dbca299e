package org.pharosdns.cli.notify;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Somebody who is told: events wait in a queue for one thread, which delivers them in their order,
/// each again and again until it has arrived. A full queue loses its oldest event; that is counted.
///
/// An attempt has a thread of its own, so that one that never ends holds up nothing. As an executor
/// this runs a task on the thread of the queue.
final class Receiver implements AutoCloseable, Executor {
  /// So many events may wait.
  static final int MOST_WAITING = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

  private final String name;
  private final Delivery delivery;
  private final Duration longestAttempt;
  private final Patience patience;
  private final Deque<String> waiting = new ArrayDeque<>();
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final Thread thread;
  private boolean closed;

  /// @param longestAttempt after that an attempt that has not ended is given up
  Receiver(String name, Delivery delivery, Duration longestAttempt, Patience patience) {
    this.name = name;
    this.delivery = delivery;
    this.longestAttempt = longestAttempt;
    this.patience = patience;
    thread = Thread.ofVirtual().name("notify " + name).start(this::run);
  }

  /// Queues a notification. Never waits.
  void tell(String json) {
    lock.lock();
    try {
      if (waiting.size() == MOST_WAITING) {
        waiting.removeFirst();
        dropped.incrementAndGet();
      }
      waiting.addLast(json);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  long delivered() {
    return delivered.get();
  }

  /// How many notifications were lost: to a full queue, refused, or tried in vain.
  long dropped() {
    return dropped.get();
  }

  int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      for (var next = take(); next != null; next = take()) {
        deliver(next);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable String take() throws InterruptedException {
    lock.lock();
    try {
      runTasks();
      while (waiting.isEmpty() && !closed) {
        changed.await();
        runTasks();
      }
      return closed ? null : waiting.removeFirst();
    } finally {
      lock.unlock();
    }
  }

  private void deliver(String json) throws InterruptedException {
    for (var failures = 1; ; failures++) {
      switch (attempt(json)) {
        case Delivery.Arrived _ -> {
          delivered.incrementAndGet();
          if (failures > 1) {
            LOG.info("notify {}: told at attempt {}", name, failures);
          }
          return;
        }
        case Delivery.Refused refused -> {
          giveUp("refused: " + refused.reason());
          return;
        }
        case Delivery.Failed failed -> {
          if (failures == 1) {
            LOG.warn("notify {}: {}; trying again", name, failed.reason());
          }
          if (failures == patience.tries()) {
            giveUp("given up: " + failed.reason());
            return;
          }
          if (pause(failures)) {
            return;
          }
        }
      }
    }
  }

  private Delivery.Outcome attempt(String json) throws InterruptedException {
    var outcome = new CompletableFuture<Delivery.Outcome>();
    var attempt =
        Thread.ofVirtual()
            .name("notify " + name + " attempt")
            .start(() -> complete(outcome, tried(json)));
    try {
      if (await(longestAttempt, outcome::isDone)) {
        throw new InterruptedException();
      }
      return outcome.getNow(new Delivery.Failed("no end"));
    } finally {
      attempt.interrupt();
    }
  }

  private void complete(CompletableFuture<Delivery.Outcome> outcome, Delivery.Outcome value) {
    lock.lock();
    try {
      outcome.complete(value);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private Delivery.Outcome tried(String json) {
    try {
      return delivery.deliver(json);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return new Delivery.Failed("no end");
    } catch (RuntimeException | Error bug) {
      LOG.error("notify {} met a bug and goes on", name, bug);
      return new Delivery.Failed("a bug");
    }
  }

  private void giveUp(String reason) {
    dropped.incrementAndGet();
    LOG.warn("notify {}: an event was {}", name, reason);
  }

  /// Waits; returns true when this is closed.
  private boolean pause(int failures) throws InterruptedException {
    return await(patience.pause(failures), () -> false);
  }

  /// Waits for `end`, but no longer than `most`, and runs tasks meanwhile.
  ///
  /// @param end changes only with a signal
  /// @return whether this is closed
  private boolean await(Duration most, BooleanSupplier end) throws InterruptedException {
    var left = most.toNanos();
    lock.lock();
    try {
      runTasks();
      while (left > 0 && !closed && !end.getAsBoolean()) {
        left = changed.awaitNanos(left);
        runTasks();
      }
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /// Runs `task` soon, on the thread of the queue; at once when there is none any more.
  @Override
  public void execute(Runnable task) {
    lock.lock();
    try {
      tasks.addLast(task);
      changed.signalAll();
      if (closed) {
        runTasks();
      }
    } finally {
      lock.unlock();
    }
  }

  private void runTasks() {
    for (var task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  /// Ends at once; what waits is lost.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      runTasks();
    } finally {
      lock.unlock();
    }
    thread.interrupt();
    delivery.close();
    try {
      thread.join(Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
