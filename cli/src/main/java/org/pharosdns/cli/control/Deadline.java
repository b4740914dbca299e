package org.pharosdns.cli.control;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Closes a connection when its time is over, which ends whatever thread is blocked on it. Unix
/// sockets have no timeouts of their own.
final class Deadline implements AutoCloseable {
  private final CountDownLatch met = new CountDownLatch(1);

  private Deadline() {}

  /// Closes `connection` after `time` unless the deadline is closed first.
  static Deadline of(Duration time, Closeable connection) {
    var deadline = new Deadline();
    Thread.ofVirtual().name("control deadline").start(() -> deadline.await(time, connection));
    return deadline;
  }

  private void await(Duration time, Closeable connection) {
    try {
      if (!met.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
        connection.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException ignored) {
      // The connection is unusable now, which is all that is wanted.
    }
  }

  /// The deadline is met.
  @Override
  public void close() {
    met.countDown();
  }
}
