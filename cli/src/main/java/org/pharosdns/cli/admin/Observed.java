package org.pharosdns.cli.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.pharosdns.cli.control.Explanation;
import org.pharosdns.cli.control.IncidentReport;
import org.pharosdns.cli.control.MemberStatus;
import org.pharosdns.cli.control.NameFigures;
import org.pharosdns.cli.control.NameStatus;
import org.pharosdns.cli.control.ZoneSummary;
import org.pharosdns.cli.notify.Alerts;
import org.pharosdns.cli.tap.Taps;
import org.pharosdns.dns.server.QueryCounters;
import org.pharosdns.dns.transport.TransportCounters;
import org.pharosdns.health.monitor.HealthTable;
import org.pharosdns.health.monitor.ProbeCounters;

/// What can be seen of a running server. Any thread; nothing here changes anything.
public interface Observed {
  /// Returns the counters of each event loop.
  List<QueryCounters> loops();

  /// Returns the counters of the sockets.
  TransportCounters transport();

  /// Returns what the query log and dnstap have done, as far as they are on.
  List<Taps.Report> tapReports();

  /// Returns what became of notifications, by receiver.
  List<Alerts.Report> notifications();

  /// Returns the zones served, by name.
  List<ZoneSummary> zones();

  /// Returns every member of every steered RRset, in the order of zone, name, type, zone file.
  List<MemberStatus> members();

  /// Returns every steered RRset, in the order of zones and steering files.
  List<NameStatus> names();

  /// Returns every steered RRset and its members in numbers, in the same order.
  List<NameFigures> figures();

  /// Returns the addresses that went down, the newest first.
  List<IncidentReport> incidents();

  /// Returns by zone how many answers broke the lease of a member.
  Map<String, Long> leaseViolations();

  /// Returns why a steered RRset is answered as it is now.
  ///
  /// @param name absolute owner name, one of {@link #names()}
  Explanation explain(String name, String type);

  /// Returns the health of all monitors.
  HealthTable health();

  /// Returns whether no witness is reached, so that verdicts are frozen.
  boolean monitorFailure();

  /// Returns how late the event loops are.
  LoopLag loopLag();

  /// Returns what all probes came to.
  ProbeCounters probes();

  /// Returns how many dynamic updates were answered with an RCODE.
  long updates(int rcode);

  /// Returns how many reloads were made since the start.
  ///
  /// @param clean those without an error, or those with one
  long reloads(boolean clean);

  /// Returns whether every name is answered: none waits for its first verdicts.
  boolean ready();

  /// Returns when the server was started, as the wall clock had it.
  Instant startedAt();

  /// Returns for how long it has been running, whatever the wall clock did meanwhile.
  Duration uptime();
}
