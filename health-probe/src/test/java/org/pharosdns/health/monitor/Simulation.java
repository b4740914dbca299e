package org.pharosdns.health.monitor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.pharosdns.health.check.ProbeResult;
import org.pharosdns.health.check.Target;

/// A schedule whose time is moved by hand and whose probes take and find what a test says.
final class Simulation {
  static final long MILLISECOND = 1_000_000;
  static final long SECOND = 1000 * MILLISECOND;

  private record Running(Watched watched, long startNanos, long endNanos) {}

  final Schedule schedule;
  final Map<Watched, List<Long>> starts = new HashMap<>();
  final List<Long> allStarts = new ArrayList<>();
  private final PriorityQueue<Running> running =
      new PriorityQueue<>(Comparator.comparingLong(Running::endNanos));

  long nowNanos = 1_000_000 * SECOND;
  long probeNanos = MILLISECOND;
  Function<Watched, ProbeResult> finding = _ -> ProbeResult.pass(Duration.ZERO);

  Simulation(MonitorSettings settings) {
    this(settings, Target::host);
  }

  Simulation(MonitorSettings settings, Function<Target, String> hostOf) {
    schedule = new Schedule(settings, hostOf, new SplittableRandom(42));
  }

  List<Watched> add(List<Monitor> monitors) {
    List<Watched> watched = monitors.stream().map(monitor -> new Watched(monitor, null)).toList();
    schedule.add(watched, nowNanos);
    return watched;
  }

  Watched add(Monitor monitor) {
    return add(List.of(monitor)).getFirst();
  }

  /// Lets time pass, with everything that is due in it.
  void run(long nanos) {
    long endNanos = nowNanos + nanos;
    while (true) {
      long nextEnd = running.isEmpty() ? Long.MAX_VALUE : running.element().endNanos;
      long next = Math.min(nextEnd, schedule.nextWakeNanos());
      if (next > endNanos) {
        nowNanos = endNanos;
        return;
      }
      nowNanos = Math.max(nowNanos, next);
      endProbes();
      startProbes();
    }
  }

  /// Lets time pass and nothing happen.
  void standStill(long nanos) {
    nowNanos += nanos;
  }

  private void endProbes() {
    while (!running.isEmpty() && running.element().endNanos <= nowNanos) {
      Running ended = running.remove();
      ended.watched.take(finding.apply(ended.watched), ended.startNanos);
      schedule.finished(ended.watched, ended.startNanos, nowNanos);
    }
  }

  private void startProbes() {
    for (Watched due = schedule.nextDue(nowNanos); due != null; due = schedule.nextDue(nowNanos)) {
      starts.computeIfAbsent(due, _ -> new ArrayList<>()).add(nowNanos);
      allStarts.add(nowNanos);
      running.add(new Running(due, nowNanos, nowNanos + probeNanos));
    }
  }
}
