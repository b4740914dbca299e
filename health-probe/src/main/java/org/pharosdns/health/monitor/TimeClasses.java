package org.pharosdns.health.monitor;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/// How often something took how long, in classes. Any thread.
public final class TimeClasses {
  private static final long[] BOUNDS_MILLIS = {
    1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000
  };

  private final AtomicLongArray counts = new AtomicLongArray(BOUNDS_MILLIS.length + 1);
  private final LongAdder sumNanos = new LongAdder();

  /// Counts one time; less than none is none.
  void count(long nanos) {
    var index = 0;
    while (index < BOUNDS_MILLIS.length && nanos > BOUNDS_MILLIS[index] * 1_000_000) {
      index++;
    }
    counts.incrementAndGet(index);
    sumNanos.add(Math.max(0, nanos));
  }

  /// The upper bounds of the classes in seconds, the last one infinite.
  public static double[] bounds() {
    var bounds = new double[BOUNDS_MILLIS.length + 1];
    for (var i = 0; i < BOUNDS_MILLIS.length; i++) {
      bounds[i] = BOUNDS_MILLIS[i] / 1e3;
    }
    bounds[BOUNDS_MILLIS.length] = Double.POSITIVE_INFINITY;
    return bounds;
  }

  /// Returns how many times fell into each class: longer than the bound before, and no longer than
  /// its own.
  public long[] counts() {
    var copy = new long[counts.length()];
    for (var i = 0; i < copy.length; i++) {
      copy[i] = counts.get(i);
    }
    return copy;
  }

  /// Returns all times together, in seconds.
  public double seconds() {
    return sumNanos.sum() / 1e9;
  }
}
