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
  private static final Logger LOG = LoggerFactory.getLogger(VerdictRehearsal.class);
  private static final int FEW = 1000;
  private static final int ENOUGH = 100_000;

  /// So few at a time that a real verdict does not wait.
  private static final int SLICE = 64;

  private static final long PATIENCE_MILLIS = 100;

  private VerdictRehearsal() {}

  /// Goes over members and RRsets of the largest zone until it is enough, and returns.
  ///
  /// @param health runs what verdicts do, one after the other
  /// @param goesOn whether to go on
  public static void run(MonitoredZones zones, Executor health, BooleanSupplier goesOn)
      throws InterruptedException {
    for (var done = 0; done < ENOUGH && goesOn.getAsBoolean(); done += SLICE) {
      var slice = new Slice(zones, done);
      health.execute(slice);
      while (goesOn.getAsBoolean() && !slice.isDone()) {
        LOG.trace("waiting for the health thread");
      }
      if (!slice.mattered) {
        return;
      }
    }
  }

  private static final class Slice implements Runnable {
    private final MonitoredZones zones;
    private final int from;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean mattered;

    Slice(MonitoredZones zones, int from) {
      this.zones = zones;
      this.from = from;
    }

    @Override
    public void run() {
      try {
        mattered = zones.rehearse(from, SLICE, this::isChanged, FEW);
      } finally {
        done.countDown();
      }
    }

    /// In every other slice all members change, else one of two neighbours.
    private boolean isChanged(int number) {
      return from / SLICE % 2 == 0 || number % 2 == 0;
    }

    /// Waits a little for its end.
    boolean isDone() throws InterruptedException {
      return done.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }
}
