package org.pharosdns.conformance.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for what is to be seen from outside, for as long as it takes and no longer than it may.
final class Eventually {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Eventually() {}

  /// Looks until `condition` holds, and returns the monotonic time at which it did.
  static long holds(String what, BooleanSupplier condition) {
    return holds(what, PATIENCE, condition);
  }

  /// Looks until `condition` holds.
  static long holds(String what, Duration atMost, BooleanSupplier condition) {
    var start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - start).as(what).isLessThan(atMost.toNanos());
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return System.nanoTime();
  }

  /// Looks until `seen` gives what is expected.
  static <T> long gives(T expected, Supplier<T> seen) {
    var start = System.nanoTime();
    var now = seen.get();
    while (!now.equals(expected)) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        assertThat(now).isEqualTo(expected);
      }
      LockSupport.parkNanos(LOOK_NANOS);
      now = seen.get();
    }
    return System.nanoTime();
  }

  /// Looks for `how` long and requires `condition` to hold more often than not: a busy machine may
  /// be late now and then.
  static void mostly(String what, Duration how, BooleanSupplier condition) {
    var start = System.nanoTime();
    var looks = 0;
    var held = 0;
    while (System.nanoTime() - start < how.toNanos()) {
      looks++;
      held += condition.getAsBoolean() ? 1 : 0;
      LockSupport.parkNanos(LOOK_NANOS);
    }
    assertThat(2 * held).as("%s: %d of %d times", what, held, looks).isGreaterThan(looks);
  }

  /// Looks for `how` long and requires `condition` to hold each time.
  static void keeps(String what, Duration how, BooleanSupplier condition) {
    var start = System.nanoTime();
    while (System.nanoTime() - start < how.toNanos()) {
      assertThat(condition.getAsBoolean()).as(what).isTrue();
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
