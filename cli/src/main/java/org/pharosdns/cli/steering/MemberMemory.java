package org.pharosdns.cli.steering;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pharosdns.zone.steer.Exposure;
import org.pharosdns.zone.steer.MemberPast;

/// What is remembered of one member across verdicts and reloads. All but its exposure under the
/// lock of {@link MonitoredZones}.
final class MemberMemory {
  /// Who was told so long ago that it is down has found out what became of it.
  private static final long LONG_NANOS = Duration.ofDays(1).toNanos();

  private final Exposure exposure = new Exposure();
  private MemberPast past = new MemberPast();
  private @Nullable Incident incident;
  private boolean toldDown;
  private boolean gone;
  private long goneNanos;

  /// When it changed.
  MemberPast past() {
    return past;
  }

  /// Until when caches hold it. Any thread.
  Exposure exposure() {
    return exposure;
  }

  /// What happened when it went down; null while it is up.
  @Nullable Incident incident() {
    return incident;
  }

  void began(Incident incident) {
    this.incident = incident;
  }

  /// Returns its incident and forgets it; null when there is none.
  @Nullable Incident ended() {
    var ended = incident;
    incident = null;
    return ended;
  }

  /// Takes note of what is told of it; false when that was told before.
  boolean tell(boolean isDown) {
    var isNew = isDown != toldDown;
    toldDown = isDown;
    return isNew;
  }

  /// Forgets when it changed.
  void forgetPast() {
    if (!past.isBlank()) {
      past = new MemberPast();
    }
  }

  /// Takes note that it is a member.
  void isThere() {
    gone = false;
  }

  /// Forgets what happened to it, for it is gone. Caches may hold it nevertheless, and who was told
  /// that it is down wants to hear when it comes back up.
  void isGone(long nowNanos) {
    past = new MemberPast();
    incident = null;
    gone = true;
    goneNanos = nowNanos;
  }

  /// Whether it was gone before.
  boolean wasGone() {
    return gone;
  }

  /// Whether nothing is left to know of a member that is gone.
  boolean isOver(long nowNanos) {
    var until = exposure.untilNanos();
    return (until == Exposure.NEVER || until - nowNanos < 0)
        && (!toldDown || nowNanos - goneNanos > LONG_NANOS);
  }
}
