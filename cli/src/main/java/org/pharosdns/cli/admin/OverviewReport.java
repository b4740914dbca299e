package org.pharosdns.cli.admin;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.ProgramVersion;
import org.pharosdns.health.monitor.Evidence;
import org.pharosdns.health.monitor.MonitorStatus;

/// Makes the overview of a running server. Used by one thread.
final class OverviewReport {
  private final Observed observed;
  private final VerdictHistory history;
  private final LongSupplier nanoTime;
  private final InstantSource wall;
  private final AnswerRates rates = new AnswerRates();

  OverviewReport(
      Observed observed, VerdictHistory history, LongSupplier nanoTime, InstantSource wall) {
    this.observed = observed;
    this.history = history;
    this.nanoTime = nanoTime;
    this.wall = wall;
  }

  /// Counts what was answered since the last call; to be called each second.
  void tick() {
    rates.tick(observed.loops());
  }

  /// Returns the overview of this moment.
  Overview make() {
    var members = observed.members();
    var statuses = observed.health().statuses();
    history.keepOnly(statuses.stream().map(MonitorStatus::monitor).toList());
    var names = SteeredName.all(members);
    var now = nanoTime.getAsLong();
    return new Overview(
        ProgramVersion.text(),
        Duration.between(observed.startedAt(), wall.instant()),
        observed.ready(),
        observed.zones(),
        names.stream()
            .limit(Overview.MOST)
            .map(
                name ->
                    new Overview.Name(
                        name.name(),
                        name.type(),
                        observed.explain(name.name(), name.type()),
                        members.stream().filter(m -> SteeredName.of(m).equals(name)).toList()))
            .toList(),
        statuses.stream()
            .sorted(Comparator.comparing(status -> status.monitor().label()))
            .limit(Overview.MOST)
            .map(status -> line(status, now))
            .toList(),
        Math.max(0, names.size() - Overview.MOST) + Math.max(0, statuses.size() - Overview.MOST),
        rates.byRcode());
  }

  private Overview.MonitorLine line(MonitorStatus status, long now) {
    return new Overview.MonitorLine(
        status.monitor().label(),
        status.verdict(),
        status.reason(),
        status.lastTook(),
        until(status.nextProbeNanos(), now),
        changes(status, now));
  }

  private List<Overview.Change> changes(MonitorStatus status, long now) {
    return history.of(status.monitor(), now).stream()
        .map(
            change ->
                new Overview.Change(
                    Duration.ofNanos(now - change.atNanos()), change.verdict(), change.reason()))
        .toList();
  }

  private static @Nullable Duration until(long nanos, long now) {
    return nanos == Evidence.NEVER ? null : Duration.ofNanos(Math.max(0, nanos - now));
  }
}
