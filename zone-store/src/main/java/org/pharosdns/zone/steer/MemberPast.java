package org.pharosdns.zone.steer;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// When one member went up and down: from that follows whether it flaps and how much of its weight
/// counts. Has no clock: times are monotonic nanoseconds. Written by one thread at a time; to look
/// at it changes nothing.
public final class MemberPast {
  private static final long NEVER = Long.MIN_VALUE;

  /// The changes of late, where they are counted; few members ever have any.
  private @Nullable ArrayDeque<Long> changes;

  private MonitorReading.State state = MonitorReading.State.UNKNOWN;
  /// Whether a hold began whose end was not taken note of.
  private boolean holding;

  private long heldSinceNanos = NEVER;
  private long heldUntilNanos = NEVER;
  private long recoveredNanos = NEVER;

  /// Takes note of the verdict of all its checks together. Only changes between up and down matter;
  /// what is suspect is up, and the first verdict is no change.
  public void note(MonitorReading.State now, Comeback rules, long nowNanos) {
    note(now, rules, nowNanos, nowNanos);
  }

  /// The same while the monitors fail.
  ///
  /// @param lastGoodNanos a hold that ends later goes on
  public void note(MonitorReading.State now, Comeback rules, long nowNanos, long lastGoodNanos) {
    release(rules, lastGoodNanos);
    if (now == MonitorReading.State.UNKNOWN) {
      return;
    }
    var isUp = now != MonitorReading.State.DOWN;
    var wasUp = state != MonitorReading.State.DOWN;
    var isFirst = state == MonitorReading.State.UNKNOWN;
    state = now;
    if (isFirst || isUp == wasUp) {
      return;
    }
    if (isUp) {
      recoveredNanos = nowNanos;
    }
    var flap = rules.flap();
    if (flap != null) {
      noteChange(flap, nowNanos);
    }
  }

  /// The change after `max` within the window starts the hold, each one during it prolongs it.
  private void noteChange(Flap flap, long nowNanos) {
    var known = changes == null ? new ArrayDeque<Long>() : changes;
    changes = known;
    known.add(nowNanos);
    while (nowNanos - known.element() > flap.within().toNanos()) {
      known.remove();
    }
    if (!holding && known.size() > flap.max()) {
      holding = true;
      heldSinceNanos = nowNanos;
    }
    if (holding) {
      heldUntilNanos = nowNanos + flap.hold().toNanos();
      while (known.size() > flap.max() + 1) {
        known.remove();
      }
    }
  }

  /// A hold that is over starts a new count, and a ramp where the member is up.
  private void release(Comeback rules, long nowNanos) {
    if (holding && !isHeld(rules, nowNanos)) {
      recoveredNanos = recoveredNanos(nowNanos);
      holding = false;
      heldUntilNanos = Math.min(heldUntilNanos, nowNanos);
      changes = null;
    }
  }

  private long recoveredNanos(long nowNanos) {
    var comesBack = holding && state != MonitorReading.State.DOWN;
    return comesBack && nowNanos - heldUntilNanos >= 0 ? heldUntilNanos : recoveredNanos;
  }

  /// Forgets the changes since a moment, which say nothing of the member: the monitors failed. A
  /// hold of that moment goes on, and what prolonged it later is forgotten.
  ///
  /// @param before the verdict that stands again
  public void takeBack(MonitorReading.State before, Comeback rules, long sinceNanos) {
    state = before;
    var known = changes;
    while (known != null && !known.isEmpty() && known.getLast() - sinceNanos >= 0) {
      known.removeLast();
    }
    if (recoveredNanos != NEVER && recoveredNanos - sinceNanos >= 0) {
      recoveredNanos = NEVER;
    }
    takeBackHold(rules.flap(), known, sinceNanos);
  }

  private void takeBackHold(
      @Nullable Flap flap, @Nullable ArrayDeque<Long> known, long sinceNanos) {
    var beganBefore = heldSinceNanos != NEVER && heldSinceNanos - sinceNanos < 0;
    var ranThen = holding || (beganBefore && heldUntilNanos - sinceNanos >= 0);
    holding = flap != null && beganBefore && ranThen;
    if (!holding || flap == null) {
      heldSinceNanos = NEVER;
    } else if (known != null && !known.isEmpty()) {
      heldUntilNanos = known.getLast() + flap.hold().toNanos();
    }
  }

  /// Whether it never had a verdict.
  public boolean isBlank() {
    return state == MonitorReading.State.UNKNOWN;
  }

  /// Whether the last verdict was up, or suspect.
  public boolean isUp() {
    return state == MonitorReading.State.UP || state == MonitorReading.State.SUSPECT;
  }

  /// Whether the last verdict was down.
  public boolean isDown() {
    return state == MonitorReading.State.DOWN;
  }

  /// Returns whether it is kept down for flapping.
  public boolean isHeld(Comeback rules, long nowNanos) {
    return holding && rules.flap() != null && nowNanos - heldUntilNanos < 0;
  }

  /// Returns what the past means at a moment.
  public Standing standing(Comeback rules, long nowNanos) {
    if (isHeld(rules, nowNanos)) {
      return new Standing(true, 1000);
    }
    var ramp = rules.slowStart().toNanos();
    var recovered = recoveredNanos(nowNanos);
    var isOver = nowNanos - recovered >= ramp || nowNanos - recovered < 0;
    if (recovered == NEVER || isOver) {
      return Standing.SETTLED;
    }
    var share = 1000.0 * (nowNanos - recovered) / ramp;
    return new Standing(false, Math.max(1, (int) share));
  }

  /// Returns whether the standing changes by itself, without an event.
  public boolean isMoving(Comeback rules, long nowNanos) {
    return !standing(rules, nowNanos).equals(Standing.SETTLED);
  }
}
