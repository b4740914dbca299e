package org.pharosdns.cli.admin;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The newest overview, and those who wait for the next one (server-sent events). Who reads slowly
/// gets only the newest; who does not read at all loses its place.
final class EventStreams {
  /// So many pages may be open at once.
  static final int MOST = 16;

  private static final byte[] STILL_HERE = octets(": still here\n\n");

  private final WatchedWrites writes;
  private final Semaphore places = new Semaphore(MOST);
  private final LongAdder dropped = new LongAdder();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition newer = lock.newCondition();
  private byte[] event = STILL_HERE;
  private long number;
  private boolean closed;

  EventStreams(LongSupplier nanoTime) {
    writes = new WatchedWrites(nanoTime);
  }

  /// Takes a place; false when all are taken.
  boolean enter() {
    return places.tryAcquire();
  }

  void leave() {
    places.release();
  }

  /// Returns how many pages are open.
  int open() {
    return MOST - places.availablePermits();
  }

  /// Returns how many pages lost their place because they did not read.
  long dropped() {
    return dropped.sum();
  }

  /// Hands out a new overview.
  void publish(String json) {
    var octets = octets("data: " + json + "\n\n");
    lock.lock();
    try {
      event = octets;
      number++;
      newer.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Ends the streams that have been stuck for too long. To be called each second.
  void dropStuck() {
    dropped.add(writes.endStuck());
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

  /// Writes each overview that is published from now on, until the client goes, is dropped, or the
  /// server ends.
  void stream(OutputStream out) throws IOException, InterruptedException {
    var seen = 0L;
    while (true) {
      byte[] next;
      lock.lock();
      try {
        next = next(seen);
        seen = number;
      } finally {
        lock.unlock();
      }
      if (next == null) {
        return;
      }
      writes.watch(
          WatchedWrites.PATIENCE,
          () -> {
            out.write(next);
            out.flush();
          });
    }
  }

  /// Waits for something to write; null when the server ends.
  private byte @Nullable [] next(long seen) throws InterruptedException {
    while (number == seen && !closed) {
      if (!newer.await(15, TimeUnit.SECONDS)) {
        return STILL_HERE;
      }
    }
    return closed ? null : event;
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
