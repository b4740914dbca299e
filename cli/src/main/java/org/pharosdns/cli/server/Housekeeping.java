package org.pharosdns.cli.server;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does what becomes due without an event, a few times a second, on a thread of its own.
final class Housekeeping implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
  private static final long PERIOD_MILLIS = 250;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Runnable chores;

  /// Starts a thread called `name` that keeps doing `chores`; what one throws is logged and does
  /// not end it.
  Housekeeping(String name, Runnable chores) {
    this.chores = chores;
    Thread.ofPlatform().name(name).daemon().start(this::run);
  }

  private void run() {
    try {
      while (!closed.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
        doChores();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void doChores() {
    try {
      chores.run();
    } catch (RuntimeException e) {
      LOG.error("housekeeping met a bug and goes on", e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
