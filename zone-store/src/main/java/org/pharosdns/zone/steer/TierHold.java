package org.pharosdns.zone.steer;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;

/// Which tier of a steered RRset is the first to answer, though a better one may be well again: the
/// rule of `failback`. Follows verdicts and forced states, not the age of evidence. Has no clock;
/// not for several threads at once.
public final class TierHold {
  /// How a tier stands by verdicts and forced states.
  public enum State {
    ANSWERS,
    /// It does not answer, but some of its members have no verdict yet and are waited for.
    UNDECIDED,
    FAILS
  }

  private static final long NEVER = Long.MIN_VALUE;

  /// So many changes can be taken back.
  private static final int MOST_CHANGES = 16;

  private record Change(long atNanos, int before) {}

  private final ArrayDeque<Change> changes = new ArrayDeque<>();
  private int current;
  private long[] sinceNanos = new long[0];

  /// Begins at a tier, 0 for the best; behind the last one when it is gone.
  public TierHold(int current) {
    this.current = current;
  }

  /// The tier that answers first.
  public int current() {
    return current;
  }

  /// Follows the tiers and returns whether {@link #current()} changed. A name without any tier left
  /// and one that waits for first results stay where they are.
  public boolean follow(List<State> tiers, Failback failback, long nowNanos) {
    keepTime(tiers, nowNanos);
    var before = current;
    var best = tiers.indexOf(State.ANSWERS);
    if (best >= 0 && !tiers.subList(0, best).contains(State.UNDECIDED)) {
      current = next(tiers, best, failback, nowNanos);
    }
    if (current != before) {
      // What is taken back from a tier that is gone begins anew, at the best one.
      changes.addLast(new Change(nowNanos, before < tiers.size() ? before : 0));
      if (changes.size() > MOST_CHANGES) {
        changes.removeFirst();
      }
    }
    return current != before;
  }

  private int next(List<State> tiers, int best, Failback failback, long nowNanos) {
    if (current >= tiers.size()) {
      return best;
    }
    return switch (tiers.get(current)) {
      case FAILS -> best;
      case UNDECIDED -> current;
      case ANSWERS ->
          switch (failback) {
            case Failback.Auto auto -> best;
            case Failback.Manual manual -> current;
            case Failback.After after -> bestSince(nowNanos - after.delay().toNanos());
          };
    };
  }

  private int bestSince(long nanos) {
    for (var i = 0; i < current; i++) {
      if (sinceNanos[i] != NEVER && sinceNanos[i] - nanos <= 0) {
        return i;
      }
    }
    return current;
  }

  private void keepTime(List<State> tiers, long nowNanos) {
    if (sinceNanos.length != tiers.size()) {
      sinceNanos = new long[tiers.size()];
      Arrays.fill(sinceNanos, NEVER);
    }
    for (var i = 0; i < sinceNanos.length; i++) {
      if (tiers.get(i) != State.ANSWERS) {
        sinceNanos[i] = NEVER;
      } else if (sinceNanos[i] == NEVER) {
        sinceNanos[i] = nowNanos;
      }
    }
  }

  /// Goes back to the best tier that answers; returns false when that is the current one already.
  public boolean failBack(List<State> tiers) {
    var best = tiers.indexOf(State.ANSWERS);
    if (best < 0 || best >= current) {
      return false;
    }
    moveTo(best);
    return true;
  }

  /// Takes back what was followed since a moment: the verdicts meant nothing. Returns whether
  /// {@link #current()} changed.
  public boolean takeBack(long sinceNanos) {
    var before = current;
    while (!changes.isEmpty() && changes.getLast().atNanos() - sinceNanos >= 0) {
      current = changes.removeLast().before();
    }
    return current != before;
  }

  /// Goes to a tier, whatever the rules say.
  public void moveTo(int tier) {
    changes.clear();
    current = tier;
  }

  /// Whether time alone may change the tier.
  public boolean isWaiting(Failback failback) {
    return current > 0 && failback instanceof Failback.After;
  }
}
