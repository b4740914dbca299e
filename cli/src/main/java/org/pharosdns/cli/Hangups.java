package org.pharosdns.cli;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What SIGHUP does: a reload, on a thread of its own. Hangups that come while one waits are the
/// same hangup. As an executor this runs a task on that thread.
final class Hangups implements Executor {
  private static final Logger LOG = LoggerFactory.getLogger(Hangups.class);

  private final Runnable reload;
  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final AtomicBoolean waiting = new AtomicBoolean();

  /// Starts the thread; what `reload` throws is logged and does not end it.
  Hangups(Runnable reload) {
    this.reload = reload;
    Thread.ofPlatform().daemon().name("reload on hangup").start(this::run);
  }

  /// Has a reload made soon. Never waits.
  void hangUp() {
    if (waiting.compareAndSet(false, true)) {
      tasks.add(
          () -> {
            waiting.set(false);
            reload.run();
          });
    } else {
      LOG.debug("SIGHUP: a reload is waiting already");
    }
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  private void run() {
    try {
      while (true) {
        carryOut(tasks.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void carryOut(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.error("a hangup met a bug and goes on", e);
    }
  }
}
