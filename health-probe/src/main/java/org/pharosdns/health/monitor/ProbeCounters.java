package org.pharosdns.health.monitor;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.pharosdns.health.check.ProbeResult;
import org.pharosdns.health.verdict.Verdict;

/// What all probes came to since the start. Any thread.
public final class ProbeCounters {
  private final Map<ProbeResult.Kind, LongAdder> results = new EnumMap<>(ProbeResult.Kind.class);
  private final LongAdder ups = new LongAdder();
  private final LongAdder downs = new LongAdder();
  private final TimeClasses took = new TimeClasses();
  private final TimeClasses late = new TimeClasses();

  ProbeCounters() {
    for (var kind : ProbeResult.Kind.values()) {
      results.put(kind, new LongAdder());
    }
  }

  /// Counts a probe.
  ///
  /// @param lateNanos how long after its planned start it began
  void probed(ProbeResult result, long lateNanos) {
    counter(result.kind()).increment();
    took.count(result.took().toNanos());
    late.count(lateNanos);
  }

  /// Counts a change between up and down; suspicion is none, a first verdict neither.
  void changed(Verdict before, Verdict after) {
    if (before != Verdict.UNKNOWN && (before == Verdict.DOWN) != (after == Verdict.DOWN)) {
      (after == Verdict.DOWN ? downs : ups).increment();
    }
  }

  private LongAdder counter(ProbeResult.Kind kind) {
    var counter = results.get(kind);
    if (counter == null) {
      throw new IllegalStateException("every kind has a counter");
    }
    return counter;
  }

  /// Returns how many probes ended so.
  public long results(ProbeResult.Kind kind) {
    return counter(kind).sum();
  }

  /// Returns how many monitors came up again.
  public long ups() {
    return ups.sum();
  }

  /// Returns how many monitors went down.
  public long downs() {
    return downs.sum();
  }

  /// How long probes took.
  public TimeClasses took() {
    return took;
  }

  /// How long after its planned start each probe began.
  public TimeClasses late() {
    return late;
  }
}
