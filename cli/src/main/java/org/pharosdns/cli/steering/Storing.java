package org.pharosdns.cli.steering;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.pharosdns.cli.control.Reason;

/// Keeping one thing on the disk again and again. While the disk refuses, that is told at once and
/// then once a minute; and when it is over. Any thread.
final class Storing {
  private static final long TOLD_AGAIN_NANOS = Duration.ofMinutes(1).toNanos();

  private final String what;
  private final LongSupplier nanoTime;
  private boolean fails;
  private long toldNanos;

  /// @param what is kept, as in `the verdicts`
  Storing(String what, LongSupplier nanoTime) {
    this.what = what;
    this.nanoTime = nanoTime;
  }

  /// Writes to the disk.
  @FunctionalInterface
  interface Work {
    /// Returns when what is to be kept is there to stay.
    void run() throws IOException;
  }

  /// Does the work and returns whether the disk took it.
  boolean tries(Work work) {
    try {
      work.run();
      succeeded();
      return true;
    } catch (IOException e) {
      failed(e);
      return false;
    }
  }

  private synchronized void succeeded() {
    if (fails) {
      MonitoredZones.LOG.info("{} can be saved again", what);
    }
    fails = false;
  }

  private synchronized void failed(IOException reason) {
    var now = nanoTime.getAsLong();
    if (!fails || now - toldNanos >= TOLD_AGAIN_NANOS) {
      MonitoredZones.LOG.warn("{} could not be saved: {}", what, Reason.of(reason));
      toldNanos = now;
    }
    fails = true;
  }
}
