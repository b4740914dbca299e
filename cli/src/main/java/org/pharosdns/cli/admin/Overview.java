package org.pharosdns.cli.admin;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.Explanation;
import org.pharosdns.cli.control.MemberStatus;
import org.pharosdns.cli.control.ZoneSummary;
import org.pharosdns.health.verdict.Verdict;

/// Everything that the status page shows, at one moment.
///
/// @param names the first {@link #MOST} steered RRsets
/// @param monitors the first {@link #MOST} monitors
/// @param omitted how many steered RRsets and monitors are left out
/// @param rates answers per second by RCODE, the newest last
public record Overview(
    String version,
    Duration uptime,
    boolean ready,
    List<ZoneSummary> zones,
    List<Name> names,
    List<MonitorLine> monitors,
    int omitted,
    Map<String, List<Long>> rates) {
  /// The page stays readable, and a server with 20,000 monitors stays quick.
  static final int MOST = 500;

  /// A steered RRset.
  public record Name(String name, String type, Explanation answer, List<MemberStatus> members) {}

  /// A monitor and its last hour.
  ///
  /// @param label check and target
  /// @param reason why the verdict is what it is
  /// @param took how long its newest probe took
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
