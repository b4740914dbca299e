package org.pharosdns.cli.admin;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/// How long the event loops take to notice that something waits. Each look gives every loop a task
/// that takes no time, and tells how late those of the look before were run; a task that has not
/// been run yet tells for how long its loop has been stuck. Any thread.
public final class LoopLag {
  private static final double NANOS_PER_SECOND = 1e9;

  private final LongSupplier nanoTime;
  private final Map<String, Nudge> nudges = new TreeMap<>();

  /// @param loops by name, each as what runs a task on its thread
  public LoopLag(Map<String, Executor> loops, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    loops.forEach((name, loop) -> nudges.put(name, new Nudge(loop)));
  }

  /// One loop and the task that it was given last.
  private static final class Nudge {
    private final Executor loop;
    private volatile boolean waits;
    private volatile long givenNanos;
    private volatile long lagNanos;

    Nudge(Executor loop) {
      this.loop = loop;
    }
  }

  /// Returns the lag in seconds by loop.
  synchronized Map<String, Double> look() {
    var lags = new TreeMap<String, Double>();
    nudges.forEach((name, nudge) -> lags.put(name, look(nudge) / NANOS_PER_SECOND));
    return lags;
  }

  private long look(Nudge nudge) {
    var now = nanoTime.getAsLong();
    if (nudge.waits) {
      return now - nudge.givenNanos;
    }
    var lag = nudge.lagNanos;
    nudge.waits = true;
    nudge.givenNanos = now;
    nudge.loop.execute(
        () -> {
          nudge.lagNanos = nanoTime.getAsLong() - nudge.givenNanos;
          nudge.waits = false;
        });
    return lag;
  }
}
