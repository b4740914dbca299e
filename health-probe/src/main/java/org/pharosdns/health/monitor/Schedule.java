package org.pharosdns.health.monitor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.pharosdns.health.check.Target;
import org.pharosdns.health.check.Timing;
import org.pharosdns.health.verdict.Verdict;

/// When which monitor is probed. Has no clock and no thread: time is an argument, chance a
/// generator.
///
/// Each monitor starts on its own grid of points one interval apart, each start late by up to the
/// jitter, so that starts stay spread and are never further apart than interval · (1 + jitter). The
/// first probes of newly watched monitors are spread over the next second, and the grids evenly
/// over the interval. A suspect monitor leaves its grid for the `fast` interval until it is
/// decided; where that is no shorter it starts early by up to the jitter instead of late, so that
/// `fall` failures take no longer than as many intervals. What cannot start in time, for too much
/// else is running, starts as soon as it can, the longest overdue first; points of the grid that
/// went by meanwhile are not made up for. Who started beside its grid and would reach the next
/// point in less than half an interval starts midway to the point after that instead: nobody is
/// probed twice in a moment, however many were probed at once.
final class Schedule {
  private static final long MILLISECOND = 1_000_000L;

  /// First probes are this far apart as long as all of them fit into the first second.
  private static final long FIRST_SPACING = 2 * MILLISECOND;

  private static final long FIRST_WINDOW = 900 * MILLISECOND;

  private final PriorityQueue<Watched> queue =
      new PriorityQueue<>(Comparator.comparingLong(watched -> watched.plannedNanos));
  private final StartGate gate;
  private final HostSlots slots;
  private final RandomGenerator random;
  private int running;

  /// @param hostOf says which host a target is on
  Schedule(MonitorSettings settings, Function<Target, String> hostOf, RandomGenerator random) {
    this.gate = new StartGate(settings.probeStartsPerSecond());
    this.slots = new HostSlots(settings.probesPerHost(), hostOf);
    this.random = random;
  }

  /// Plans the first probes of monitors.
  void add(List<Watched> monitors, long nowNanos) {
    var order = new ArrayList<>(monitors);
    order.removeIf(watched -> !watched.isProbed());
    Collections.shuffle(order, random);
    spread(order, nowNanos);
    for (int i = 0; i < order.size(); i++) {
      Watched watched = order.get(i);
      double phase = (i + random.nextDouble()) / order.size();
      watched.gridNanos = nowNanos + (long) (phase * watched.intervalNanos());
    }
  }

  /// Returns a monitor to be probed now, which then counts as running, or null if none is due.
  @Nullable Watched nextDue(long nowNanos) {
    while (gate.isOpen(nowNanos)) {
      Watched head = queue.peek();
      if (head == null || head.plannedNanos > nowNanos) {
        return null;
      }
      queue.remove();
      if (head.dropped) {
        passOnSlot(head);
        continue;
      }
      if (nowNanos - head.plannedNanos > head.intervalNanos()) {
        head.miss("late");
        head.plannedNanos = nowNanos;
      }
      if (slots.enter(head)) {
        gate.pass(nowNanos);
        running++;
        return head;
      }
    }
    return null;
  }

  /// Takes back a monitor whose probe has ended, and plans its next.
  ///
  /// @param startNanos when the probe really started
  void finished(Watched watched, long startNanos, long nowNanos) {
    running--;
    passOnSlot(watched);
    if (watched.dropped) {
      return;
    }
    Timing timing = watched.monitor().check().timing();
    if (watched.verdict() == Verdict.SUSPECT) {
      long fast = timing.fast().toNanos();
      long jitter = jitter(timing, fast);
      boolean hurries = fast < watched.intervalNanos();
      plan(watched, startNanos + fast + (hurries ? jitter : -jitter), nowNanos);
    } else {
      planOnGrid(watched, watched.plannedNanos, nowNanos);
    }
  }

  private void passOnSlot(Watched watched) {
    Watched waiting = slots.leave(watched);
    if (waiting != null) {
      queue.add(waiting);
    }
  }

  /// Spreads what became due while the process stood still over the next second.
  void resumed(long nowNanos) {
    var missed = new ArrayList<Watched>();
    for (Watched head = queue.peek(); head != null && head.plannedNanos < nowNanos; ) {
      missed.add(queue.remove());
      head = queue.peek();
    }
    missed.removeIf(watched -> watched.dropped);
    spread(missed, nowNanos);
    slots.forEachWaiting(watched -> watched.plannedNanos = nowNanos);
  }

  /// Plans a probe of every monitor within the next second, for all that is known is old.
  void hurry(long nowNanos) {
    var planned = List.copyOf(queue);
    var later = new ArrayList<Watched>();
    queue.clear();
    for (Watched watched : planned) {
      boolean isSoon = watched.plannedNanos - nowNanos <= FIRST_WINDOW;
      (watched.dropped || isSoon ? queue : later).add(watched);
    }
    spread(later, nowNanos);
  }

  /// Returns when {@link #nextDue} may have something to give, or Long.MAX_VALUE.
  long nextWakeNanos() {
    Watched head = queue.peek();
    return head == null ? Long.MAX_VALUE : Math.max(head.plannedNanos, gate.opensAtNanos());
  }

  /// Returns how many probes run.
  int running() {
    return running;
  }

  private void spread(List<Watched> monitors, long nowNanos) {
    int count = monitors.size();
    long window =
        Math.max(gate.nanosFor(count), Math.min(FIRST_WINDOW, (count - 1) * FIRST_SPACING));
    for (int i = 0; i < count; i++) {
      Watched watched = monitors.get(i);
      watched.plannedNanos = nowNanos + (long) (window * ((i + random.nextDouble()) / count));
      queue.add(watched);
    }
  }

  /// Plans the probe at the next point of the grid after a start, or after now if that one has long
  /// gone by; midway to the point after it if it comes too soon after that start.
  private void planOnGrid(Watched watched, long afterNanos, long nowNanos) {
    long interval = watched.intervalNanos();
    long next = gridAfter(watched, afterNanos);
    if (nowNanos - next > interval) {
      next = gridAfter(watched, nowNanos);
    }
    long gap = next - afterNanos;
    long start =
        gap < interval / 2
            ? afterNanos + (gap + interval) / 2
            : next + jitter(watched.monitor().check().timing(), interval);
    plan(watched, start, nowNanos);
  }

  private void plan(Watched watched, long nanos, long nowNanos) {
    watched.plannedNanos = Math.max(nanos, nowNanos);
    queue.add(watched);
  }

  private static long gridAfter(Watched watched, long nanos) {
    long interval = watched.intervalNanos();
    long points = Math.floorDiv(nanos - watched.gridNanos, interval) + 1;
    return watched.gridNanos + points * interval;
  }

  private long jitter(Timing timing, long intervalNanos) {
    return (long) (timing.jitter() * intervalNanos * random.nextDouble());
  }
}
