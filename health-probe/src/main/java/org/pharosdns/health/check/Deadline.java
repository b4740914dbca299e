package org.pharosdns.health.check;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The end of a probe's time. When it comes the guarded socket is closed, which ends whatever the
/// probe is blocked in: connect, handshake, read or write. A time-out per read would not do, for a
/// target that sends an octet now and then could stretch the probe without end.
final class Deadline implements AutoCloseable {
  private final ScheduledFuture<?> alarm;
  private @Nullable Socket guarded;
  private boolean passed;

  /// Starts the clock.
  Deadline(ScheduledExecutorService timer, long nanos) {
    alarm = timer.schedule(this::expire, nanos, TimeUnit.NANOSECONDS);
  }

  /// Closes the socket when time is up, or now if it is.
  synchronized void guard(Socket socket) {
    guarded = socket;
    if (passed) {
      shut(socket);
    }
  }

  /// Returns whether time is up.
  synchronized boolean passed() {
    return passed;
  }

  /// Stops the clock.
  @Override
  public void close() {
    alarm.cancel(false);
  }

  private synchronized void expire() {
    passed = true;
    if (guarded != null) {
      shut(guarded);
    }
  }

  static void shut(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // A socket that cannot be closed has no reader left to wake.
      return;
    }
  }
}
