package org.pharosdns.cli.admin;

import static java.util.stream.Collectors.groupingBy;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.MemberStatus;
import org.pharosdns.cli.control.NameStatus;
import org.pharosdns.cli.control.Overview;
import org.pharosdns.cli.control.ProgramVersion;
import org.pharosdns.health.monitor.Evidence;
import org.pharosdns.health.monitor.MonitorStatus;

/// Makes the overview of a running server. Any thread, one at a time.
public final class OverviewReport {
  private final Observed observed;
  private final VerdictHistory history;
  private final LongSupplier nanoTime;
  private final AnswerRates rates = new AnswerRates();

  public OverviewReport(Observed observed, VerdictHistory history, LongSupplier nanoTime) {
    this.observed = observed;
    this.history = history;
    this.nanoTime = nanoTime;
  }

  /// Counts what was answered since the last call; to be called each second while somebody looks.
  synchronized void tick() {
    rates.tick(observed.loops(), nanoTime.getAsLong());
  }

  /// Returns the overview of this moment.
  public synchronized Overview make() {
    tick();
    var statuses = observed.health().statuses();
    var names = observed.names();
    var members = observed.members().stream().collect(groupingBy(SteeredName::of));
    var now = nanoTime.getAsLong();
    return new Overview(
        ProgramVersion.text(),
        observed.uptime(),
        observed.ready(),
        observed.zones(),
        names.stream().limit(Overview.MOST).map(name -> name(name, members)).toList(),
        statuses.stream()
            .sorted(Comparator.comparing(status -> status.monitor().label()))
            .limit(Overview.MOST)
            .map(status -> line(status, now))
            .toList(),
        observed.incidents(),
        Math.max(0, names.size() - Overview.MOST) + Math.max(0, statuses.size() - Overview.MOST),
        rates.byRcode());
  }

  private Overview.Name name(NameStatus name, Map<SteeredName, List<MemberStatus>> members) {
    return new Overview.Name(
        name.name(),
        name.type(),
        observed.explain(name.name(), name.type()),
        name.exhausted(),
        name.budget(),
        name.detection(),
        name.smallestBudget(),
        name.budgetFeasible(),
        members.getOrDefault(new SteeredName(name.name(), name.type()), List.of()));
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
