package org.pharosdns.health.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pharosdns.health.check.ConstantCheck;
import org.pharosdns.health.check.ProbeResult;
import org.pharosdns.health.verdict.MonitorState;
import org.pharosdns.health.verdict.Verdict;
import org.pharosdns.health.verdict.Verdicts;

/// A monitor with its state and its place in the schedule. Not for several threads at once, but for
/// its evidence and its published status.
final class Watched implements LiveMonitor {
  private final Monitor monitor;
  private final EvidenceCell evidence;
  private MonitorState state;
  private String reason = "none";
  private @Nullable String voidReason;
  private @Nullable Instant seededAt;
  private long lastStartNanos = Evidence.NEVER;
  private Duration lastTook = Duration.ZERO;

  /// The share that the target wanted when it last passed.
  private int passedPercent = 100;

  /// The share that the newest word of the target asks for; `down` asks for no less than all.
  private int saidPercent = 100;

  private int transitions;
  private int voids;

  /// What was known when a witness was last reached, to be taken back to.
  private MonitorState settled;

  private String settledReason;
  private int settledTransitions;
  private long settledRound = -1;

  /// Whether its published status is older than it.
  boolean outdated;

  /// When the next probe is to start, or the running one was.
  long plannedNanos = Evidence.NEVER;

  /// A point of the grid, one interval apart, on which the probes start.
  long gridNanos;

  /// No longer watched: not to be started again, and its result counts for nothing.
  boolean dropped;

  /// What everybody sees of it.
  private volatile MonitorStatus published;

  private volatile @Nullable String savedAs;

  /// Creates a monitor that was never probed.
  Watched(Monitor monitor, @Nullable SavedVerdict seed) {
    this.monitor = monitor;
    if (monitor.check() instanceof ConstantCheck(boolean up)) {
      this.evidence =
          new EvidenceCell(
              up ? Evidence.ALWAYS : Evidence.NEVER,
              up ? Evidence.NEVER : Evidence.ALWAYS,
              Evidence.NEVER);
      this.state = new MonitorState(up ? Verdict.UP : Verdict.DOWN, 0, 0);
      this.reason = "constant";
    } else if (seed != null) {
      this.evidence = new EvidenceCell(Evidence.NEVER, Evidence.NEVER, seed.countsFromNanos());
      this.state = new MonitorState(seed.verdict(), 0, 0);
      this.seededAt = seed.savedAt();
      this.reason = "saved";
      this.passedPercent = seed.weightPercent();
      this.saidPercent = seed.weightPercent();
    } else {
      this.evidence = new EvidenceCell(Evidence.NEVER, Evidence.NEVER, Evidence.NEVER);
      this.state = MonitorState.UNKNOWN;
    }
    this.settled = state;
    this.settledReason = reason;
    this.published = current();
  }

  Monitor monitor() {
    return monitor;
  }

  @Override
  public Evidence evidence() {
    return evidence;
  }

  Verdict verdict() {
    return state.verdict();
  }

  boolean isProbed() {
    return monitor.check().isProbed();
  }

  /// Returns when the newest probe started, or the newest report was true.
  long lastStartNanos() {
    return lastStartNanos;
  }

  long intervalNanos() {
    return monitor.check().timing().interval().toNanos();
  }

  /// Takes a result into account and returns whether the verdict, suspicion included, or
  /// the weight that the target wants changed.
  boolean take(ProbeResult result, long startNanos) {
    lastStartNanos = startNanos;
    lastTook = result.took();
    if (result.kind() == ProbeResult.Kind.VOID) {
      miss(result.reason());
      return false;
    }
    Verdict before = state.verdict();
    int weightBefore = weightPercent();
    state = Verdicts.next(state, result.kind(), monitor.check().timing());
    reason = result.reason();
    voidReason = null;
    seededAt = null;
    if (result.weightPercent() != ProbeResult.UNSAID) {
      saidPercent = result.weightPercent();
    }
    if (result.kind() == ProbeResult.Kind.PASS) {
      passedPercent = saidPercent;
      evidence.passed(startNanos);
      if (saidPercent == 0) {
        // It is left out until it says otherwise: caches must learn of that as of a recovery.
        evidence.failed(startNanos);
      }
    } else {
      evidence.failed(startNanos);
    }
    if (isTransition(before, state.verdict())) {
      transitions++;
    }
    return before != state.verdict() || weightBefore != weightPercent();
  }

  /// Returns the share of its weight that counts: a target that drains itself and then says that it
  /// is down stays drained until it is.
  private int weightPercent() {
    return state.verdict() == Verdict.DOWN ? saidPercent : passedPercent;
  }

  /// Remembers what is known before the first result after a round of the witnesses.
  void settle(long round) {
    if (settledRound != round) {
      settledRound = round;
      settled = state;
      settledReason = reason;
      settledTransitions = transitions;
    }
  }

  /// Takes back what became known since a round of the witnesses, and returns whether the verdict
  /// changed. A first pass stays.
  boolean takeBack(long round) {
    Verdict before = state.verdict();
    boolean passedFirst = settled.verdict() == Verdict.UNKNOWN && before != Verdict.DOWN;
    if (settledRound != round || passedFirst) {
      return false;
    }
    state = settled;
    reason = settledReason;
    transitions = settledTransitions;
    return before != state.verdict();
  }

  /// Takes note that a probe passed while verdicts are frozen.
  void passedBlindly(ProbeResult result, long startNanos) {
    lastStartNanos = startNanos;
    lastTook = result.took();
    evidence.passed(startNanos);
  }

  /// Counts a probe that says nothing about the target.
  void miss(String why) {
    voids = Math.min(voids, Integer.MAX_VALUE - 1) + 1;
    voidReason = why;
  }

  /// Shows everybody what is known now.
  void publish() {
    published = current();
  }

  @Override
  public MonitorStatus status() {
    return published;
  }

  /// Returns what its verdict is saved under: made by `key` once, for saving comes often. Any
  /// thread.
  String savedAs(Function<Monitor, String> key) {
    String known = savedAs;
    if (known == null) {
      known = key.apply(monitor);
      savedAs = known;
    }
    return known;
  }

  private MonitorStatus current() {
    return new MonitorStatus(
        monitor,
        state,
        weightPercent(),
        reason,
        voidReason,
        evidence.lastOkNanos(),
        evidence.lastFailNanos(),
        lastStartNanos,
        lastTook,
        plannedNanos,
        transitions,
        voids,
        seededAt);
  }

  private static boolean isTransition(Verdict before, Verdict after) {
    return before != Verdict.UNKNOWN && (before == Verdict.DOWN) != (after == Verdict.DOWN);
  }
}
