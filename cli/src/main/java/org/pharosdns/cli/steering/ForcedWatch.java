package org.pharosdns.cli.steering;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.pharosdns.cli.config.NotifyEvent;
import org.pharosdns.cli.notify.Alerts;
import org.pharosdns.cli.notify.Event;
import org.pharosdns.health.monitor.ForcedState;
import org.pharosdns.health.monitor.ForcedStates;

/// Tells whoever wants to know that a forced state will soon release itself, when the last tenth of
/// its time has begun, but at most ten minutes before; and when it has. Used by one thread, before
/// what has expired is dropped.
public final class ForcedWatch {
  private static final Duration SOON = Duration.ofMinutes(10);
  private static final int TENTH = 10;

  private final ForcedStates forced;
  private final Alerts alerts;
  private final InstantSource wall;
  private Set<ForcedState> announced = Set.of();
  private Set<ForcedState> over = Set.of();

  public ForcedWatch(ForcedStates forced, Alerts alerts, InstantSource wall) {
    this.forced = forced;
    this.alerts = alerts;
    this.wall = wall;
  }

  /// Looks at every forced state. One that is released by hand meanwhile is forgotten.
  public void look() {
    var states = forced.entries();
    if (states.isEmpty()) {
      announced = Set.of();
      over = Set.of();
      return;
    }
    var now = wall.instant();
    var soon = new HashSet<ForcedState>();
    var nowOver = new HashSet<ForcedState>();
    for (var state : states) {
      var until = state.until();
      if (until != null && state.kind() != ForcedState.Kind.AUTO && isSoon(state, until, now)) {
        var isOver = state.isExpired(now);
        if (!announced.contains(state) && !isOver) {
          alerts.tell(event(state, until, false));
        }
        if (isOver && !over.contains(state)) {
          alerts.tell(event(state, until, true));
        }
        (isOver ? nowOver : soon).add(state);
      }
    }
    announced = soon;
    over = nowOver;
  }

  private static boolean isSoon(ForcedState state, Instant until, Instant now) {
    var tenth = Duration.between(state.since(), until).dividedBy(TENTH);
    return !now.isBefore(until.minus(tenth.compareTo(SOON) < 0 ? tenth : SOON));
  }

  private static Event event(ForcedState state, Instant until, boolean isOver) {
    var kind = state.kind().name().toLowerCase(Locale.ROOT);
    var subject = state.subject().toString();
    var text =
        isOver
            ? "%s is no longer forced %s: its verdict counts".formatted(subject, kind)
            : "%s is forced %s until %s only".formatted(subject, kind, until);
    return new Event(
        NotifyEvent.FORCED_EXPIRING,
        isOver,
        null,
        subject,
        null,
        null,
        state.reason(),
        List.of(),
        text);
  }
}
