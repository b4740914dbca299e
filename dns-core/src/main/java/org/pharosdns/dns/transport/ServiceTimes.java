package org.pharosdns.dns.transport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;

/// How long one event loop took from receiving messages to having handed their answers to the
/// system: written by that loop, read by anyone.
///
/// What is received together is timed together, so every message counts with the time of its whole
/// batch: never less than its own. The time that it lay in the socket before is not in it.
public final class ServiceTimes {
  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
  private static final long[] BOUNDS_MICROS = {
    10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 50_000, 100_000, 500_000
  };

  /// Unused numbers on both sides, so that two loops do not write to one cache line.
  private static final int PADDING = 16;

  private static final int SUM = PADDING;
  private static final int CLASSES = SUM + 1;

  private final long[] cells = new long[CLASSES + BOUNDS_MICROS.length + 1 + PADDING];

  /// Counts `messages` that took `nanos` together.
  void count(long nanos, int messages) {
    var index = 0;
    while (index < BOUNDS_MICROS.length && nanos > BOUNDS_MICROS[index] * 1000) {
      index++;
    }
    add(CLASSES + index, messages);
    add(SUM, nanos * messages);
  }

  private void add(int cell, long number) {
    CELL.setOpaque(cells, cell, cells[cell] + number);
  }

  /// The upper bounds in seconds of the classes of {@link #messages}, the last one infinite.
  public static double[] bounds() {
    var bounds = new double[BOUNDS_MICROS.length + 1];
    for (var i = 0; i < BOUNDS_MICROS.length; i++) {
      bounds[i] = BOUNDS_MICROS[i] / 1e6;
    }
    bounds[BOUNDS_MICROS.length] = Double.POSITIVE_INFINITY;
    return bounds;
  }

  /// Messages of the class at `index` of {@link #bounds()}: slower than the bound before, and no
  /// slower than its own.
  public long messages(int index) {
    return (long) CELL.getOpaque(cells, CLASSES + index);
  }

  /// All messages.
  public long messages() {
    var sum = 0L;
    for (var i = 0; i <= BOUNDS_MICROS.length; i++) {
      sum += messages(i);
    }
    return sum;
  }

  /// The time of all messages together, in seconds.
  public double seconds() {
    return (long) CELL.getOpaque(cells, SUM) / (double) TimeUnit.SECONDS.toNanos(1);
  }
}
