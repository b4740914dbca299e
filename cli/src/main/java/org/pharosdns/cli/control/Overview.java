package org.pharosdns.cli.control;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pharosdns.health.verdict.Verdict;

/// Everything that the status page and `status --watch` show, at one moment.
///
/// @param names the first {@link #MOST} steered RRsets
/// @param monitors the first {@link #MOST} monitors
/// @param incidents addresses that went down, the newest first
/// @param omitted how many steered RRsets and monitors are left out
/// @param rates answers per second by RCODE over the last five minutes, the newest last
public record Overview(
    String version,
    Duration uptime,
    boolean ready,
    List<ZoneSummary> zones,
    List<Name> names,
    List<MonitorLine> monitors,
    List<IncidentReport> incidents,
    int omitted,
    Map<String, List<Long>> rates) {
  /// The page stays readable, and a server with 20,000 monitors stays quick.
  public static final int MOST = 500;

  /// A steered RRset.
  ///
  /// @param exhausted whether no tier is left
  /// @param budget the failover budget, or null when it has no lease
  /// @param detection how long a death can go unnoticed, or null when nothing is probed
  /// @param smallestBudget the smallest budget that can be kept, or null when it has no lease
  /// @param budgetFeasible whether the budget can be kept
  public record Name(
      String name,
      String type,
      Explanation answer,
      boolean exhausted,
      @Nullable Duration budget,
      @Nullable Duration detection,
      @Nullable Duration smallestBudget,
      boolean budgetFeasible,
      List<MemberStatus> members) {}

  /// A monitor and its last hour.
  ///
  /// @param label check and target
  /// @param reason why the verdict is what it is
  /// @param took how long its newest probe took
  /// @param nextProbe how long until the next one, or null when it never is probed
  /// @param changes the oldest first
  public record MonitorLine(
      String label,
      Verdict verdict,
      String reason,
      Duration took,
      @Nullable Duration nextProbe,
      List<Change> changes) {}

  /// When a verdict began.
  ///
  /// @param age how long ago
  public record Change(Duration age, Verdict verdict, String reason) {}
}
