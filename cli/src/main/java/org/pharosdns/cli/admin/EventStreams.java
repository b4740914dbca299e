package org.pharosdns.cli.admin;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The newest overview, and those who wait for the next one (server-sent events).
final class EventStreams {
  /// So many pages may be open at once.
  static final int MOST = 16;

  private final Semaphore places = new Semaphore(MOST);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition newer = lock.newCondition();
  private String overview = "{}";
  private long number;
  private boolean closed;

  /// Takes a place; false when all are taken.
  boolean enter() {
    return places.tryAcquire();
  }

  void leave() {
    places.release();
  }

  /// Whether anyone waits.
  boolean isWatched() {
    return places.availablePermits() < MOST;
  }

  /// Hands out a new overview.
  void publish(String json) {
    lock.lock();
    try {
      overview = json;
      number++;
      newer.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      newer.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Writes each overview that is published from now on, until the client goes or the server ends.
  void stream(OutputStream out) throws IOException, InterruptedException {
    var seen = 0L;
    while (true) {
      String json;
      lock.lock();
      try {
        while (number == seen && !closed) {
          if (!newer.await(15, TimeUnit.SECONDS)) {
            break;
          }
        }
        if (closed) {
          return;
        }
        json = number == seen ? null : overview;
        seen = number;
      } finally {
        lock.unlock();
      }
      out.write(
          (json == null ? ": still here\n\n" : "data: " + json + "\n\n")
              .getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }
}
