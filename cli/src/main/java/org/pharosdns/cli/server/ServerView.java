package org.pharosdns.cli.server;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.pharosdns.cli.admin.LoopLag;
import org.pharosdns.cli.admin.Observed;
import org.pharosdns.cli.control.Explanation;
import org.pharosdns.cli.control.IncidentReport;
import org.pharosdns.cli.control.MemberStatus;
import org.pharosdns.cli.control.NameFigures;
import org.pharosdns.cli.control.NameStatus;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ZoneSummary;
import org.pharosdns.cli.notify.Alerts;
import org.pharosdns.cli.steering.AnswerReport;
import org.pharosdns.cli.steering.FigureReport;
import org.pharosdns.cli.steering.MemberReport;
import org.pharosdns.cli.steering.MonitoredZones;
import org.pharosdns.cli.steering.NameReport;
import org.pharosdns.cli.tap.Taps;
import org.pharosdns.dns.server.QueryCounters;
import org.pharosdns.dns.transport.TransportCounters;
import org.pharosdns.health.monitor.HealthMonitors;
import org.pharosdns.health.monitor.HealthTable;
import org.pharosdns.health.monitor.ProbeCounters;

/// What the status page and the metrics see of the server's parts.
record ServerView(
    MonitoredZones monitored,
    HealthMonitors monitors,
    Processors processors,
    TransportCounters transport,
    Taps taps,
    Alerts alerts,
    MemberReport memberReport,
    NameReport nameReport,
    FigureReport figureReport,
    AnswerReport answers,
    Reloading reloading,
    ZoneExchange exchange,
    LoopLag loopLag,
    LongSupplier nanoTime,
    Instant startedAt,
    long startedNanos)
    implements Observed {
  @Override
  public List<QueryCounters> loops() {
    return processors.counters();
  }

  @Override
  public List<Taps.Report> tapReports() {
    return taps.reports();
  }

  @Override
  public List<Alerts.Report> notifications() {
    return alerts.reports();
  }

  @Override
  public List<ZoneSummary> zones() {
    return reloading.summaries();
  }

  @Override
  public List<MemberStatus> members() {
    return memberReport.ofSteeredNames();
  }

  @Override
  public List<NameStatus> names() {
    return nameReport.all();
  }

  @Override
  public List<NameFigures> figures() {
    return figureReport.all();
  }

  @Override
  public List<IncidentReport> incidents() {
    return monitored.incidents();
  }

  @Override
  public Map<String, Long> leaseViolations() {
    return nameReport.leaseViolations();
  }

  @Override
  public Explanation explain(String name, String type) {
    try {
      return answers.explain(name, type, null);
    } catch (RefusedException e) {
      throw new IllegalStateException(name + " " + type + " is steered", e);
    }
  }

  @Override
  public HealthTable health() {
    return monitors.table();
  }

  @Override
  public boolean monitorFailure() {
    return monitored.isMonitorFailure();
  }

  @Override
  public ProbeCounters probes() {
    return monitors.counters();
  }

  @Override
  public long updates(int rcode) {
    return exchange.updates(rcode);
  }

  @Override
  public long reloads(boolean clean) {
    return clean ? reloading.cleanReloads() : reloading.reloadsWithProblems();
  }

  @Override
  public Duration uptime() {
    return Duration.ofNanos(nanoTime.getAsLong() - startedNanos);
  }

  @Override
  public boolean ready() {
    var now = nanoTime.getAsLong();
    for (var zone : monitored.zones().values()) {
      for (var steered : zone.steered()) {
        if (steered.isHeld(now)) {
          return false;
        }
      }
    }
    return true;
  }
}
