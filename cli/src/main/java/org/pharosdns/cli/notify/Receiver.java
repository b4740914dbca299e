package org.pharosdns.cli.notify;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Somebody who is told: events wait in a queue for one thread, which delivers them in their order,
/// each again and again until it has arrived. A full queue loses its oldest event; that is counted.
final class Receiver implements AutoCloseable {
  /// So many events may wait.
  static final int MOST_WAITING = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

  private final String name;
  private final Delivery delivery;
  private final Patience patience;
  private final Deque<String> waiting = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final Thread thread;
  private boolean closed;

  Receiver(String name, Delivery delivery, Patience patience) {
    this.name = name;
    this.delivery = delivery;
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
      while (waiting.isEmpty() && !closed) {
        changed.await();
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
    try {
      return delivery.deliver(json);
    } catch (RuntimeException bug) {
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
    var left = patience.pause(failures).toNanos();
    lock.lock();
    try {
      while (left > 0 && !closed) {
        left = changed.awaitNanos(left);
      }
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /// Ends at once; what waits is lost.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
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
