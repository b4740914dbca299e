package org.pharosdns.cli.steering;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets the compilers see what a verdict does before there is one. The first verdict that thousands
/// of members share would take several times as long as the next ones, because it would meet code
/// that was hardly ever run. Where members are few there is nothing to gain.
public final class VerdictRehearsal {
  private static final int FEW = 1000;
  private static final int ENOUGH = 100_000;

  /// So few at a time that a real verdict does not wait.
  private static final int SLICE = 64;

  private static final long PATIENCE_MILLIS = 100;

  private static final Logger LOG = LoggerFactory.getLogger(VerdictRehearsal.class);

  private VerdictRehearsal() {}

  /// Goes over members of the largest zone until it is enough, and returns.
  ///
  /// @param health runs what verdicts do, one after the other
  /// @param goesOn whether to go on
  public static void run(MonitoredZones zones, Executor health, BooleanSupplier goesOn)
      throws InterruptedException {
    for (var done = 0; done < ENOUGH && goesOn.getAsBoolean(); done += SLICE) {
      // Of some names all members change, of others one: the step is no multiple of what is usual.
      var slice = new Slice(zones, done, done / SLICE % 2 == 0 ? 1 : 3);
      health.execute(slice);
      while (goesOn.getAsBoolean() && !slice.isDone()) {
        LOG.trace("waiting for the health thread");
      }
      if (slice.members < FEW) {
        return;
      }
    }
  }

  private static final class Slice implements Runnable {
    private final MonitoredZones zones;
    private final int from;
    private final int step;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile int members;

    Slice(MonitoredZones zones, int from, int step) {
      this.zones = zones;
      this.from = from;
      this.step = step;
    }

    @Override
    public void run() {
      try {
        members = zones.rehearse(from, step, SLICE);
      } finally {
        done.countDown();
      }
    }

    /// Waits a little for its end.
    boolean isDone() throws InterruptedException {
      return done.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }
}
