package org.pharosdns.cli.fetch;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// How long the thread that made this waits for another server: it is interrupted when nothing was
/// heard for a while, or when all of it takes too long.
///
/// A time for each read is not enough, for a server that drips octets keeps every one of them.
final class Patience implements AutoCloseable {
  private final long silenceNanos;
  private final long wholeNanos;
  private final Thread waiting = Thread.currentThread();
  private final long beganNanos = System.nanoTime();
  private volatile long heardNanos = beganNanos;
  private volatile @Nullable Duration end;
  private volatile boolean closed;
  private final Thread watch;

  /// @param silence the longest that nothing may be heard
  /// @param whole the longest that all of it may take
  Patience(Duration silence, Duration whole) {
    silenceNanos = silence.toNanos();
    wholeNanos = whole.toNanos();
    watch = Thread.ofPlatform().daemon().name("patience").start(() -> watch(silence, whole));
  }

  /// Something came that is worth waiting for.
  void heard() {
    heardNanos = System.nanoTime();
  }

  /// Returns the time that was over, or null while there is patience left.
  @Nullable Duration end() {
    return end;
  }

  private void watch(Duration silence, Duration whole) {
    while (!closed && end == null) {
      var now = System.nanoTime();
      var silent = silenceNanos - (now - heardNanos);
      var rest = wholeNanos - (now - beganNanos);
      if (silent <= 0 || rest <= 0) {
        end = rest <= 0 ? whole : silence;
        waiting.interrupt();
      } else {
        LockSupport.parkNanos(Math.min(silent, rest));
      }
    }
  }

  /// Stops waiting; the thread is not interrupted any more.
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(watch);
    var interrupted = Thread.interrupted();
    while (watch.isAlive()) {
      try {
        watch.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if ((Thread.interrupted() || interrupted) && end == null) {
      waiting.interrupt();
    }
  }
}
