package org.pharosdns.cli.server;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.admin.OverviewReport;
import org.pharosdns.cli.control.ChangeReport;
import org.pharosdns.cli.control.ControlApi;
import org.pharosdns.cli.control.Explanation;
import org.pharosdns.cli.control.FailbackReport;
import org.pharosdns.cli.control.FeedReport;
import org.pharosdns.cli.control.ForceRequest;
import org.pharosdns.cli.control.HistoryEntry;
import org.pharosdns.cli.control.MemberStatus;
import org.pharosdns.cli.control.Overview;
import org.pharosdns.cli.control.ProgramVersion;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ReleaseRequest;
import org.pharosdns.cli.control.ReloadReport;
import org.pharosdns.cli.control.ServerVersion;
import org.pharosdns.cli.control.ZoneSummary;
import org.pharosdns.cli.control.ZonesApi;
import org.pharosdns.cli.steering.AnswerReport;
import org.pharosdns.cli.steering.FailingBack;
import org.pharosdns.cli.steering.FeedIntake;
import org.pharosdns.cli.steering.Forcing;
import org.pharosdns.cli.steering.MemberReport;

/// What the control socket reaches: each request handed to the part that answers it.
record ServerControl(
    MemberReport members,
    AnswerReport answers,
    OverviewReport report,
    Forcing forcing,
    FeedIntake feeds,
    FailingBack failingBack,
    Reloading reloading,
    ZonesApi zoneChanges,
    List<InetSocketAddress> listen,
    Supplier<Duration> uptime)
    implements ControlApi {
  @Override
  public List<MemberStatus> status(List<String> what) throws RefusedException {
    return members.of(what);
  }

  @Override
  public Overview overview() {
    return report.make();
  }

  @Override
  public Explanation explain(String name, String type, @Nullable String client)
      throws RefusedException {
    return answers.explain(name, type, client);
  }

  @Override
  public List<MemberStatus> force(ForceRequest request) throws RefusedException {
    return forcing.force(request);
  }

  @Override
  public List<MemberStatus> release(ReleaseRequest request) throws RefusedException {
    return forcing.release(request);
  }

  @Override
  public FeedReport push(String name, String verdicts) throws RefusedException {
    return feeds.push(name, verdicts);
  }

  @Override
  public List<FailbackReport> failback(String owner) throws RefusedException {
    return failingBack.failBack(owner);
  }

  @Override
  public ReloadReport reload(List<String> zones, boolean force) throws RefusedException {
    return reloading.reload(zones, force);
  }

  @Override
  public List<ZoneSummary> zones() {
    return reloading.summaries();
  }

  @Override
  public Iterable<ZoneRecord> records(String zone, @Nullable String name, @Nullable String type)
      throws RefusedException {
    return zoneChanges.records(zone, name, type);
  }

  @Override
  public ChangeReport change(RecordsRequest request) throws RefusedException {
    return zoneChanges.change(request);
  }

  @Override
  public ChangeReport create(CreateRequest request) throws RefusedException {
    return zoneChanges.create(request);
  }

  @Override
  public ChangeReport delete(DeleteRequest request) throws RefusedException {
    return zoneChanges.delete(request);
  }

  @Override
  public DiffReport diff(String zone) throws RefusedException {
    return zoneChanges.diff(zone);
  }

  @Override
  public TextReport text(String zone) throws RefusedException {
    return zoneChanges.text(zone);
  }

  @Override
  public ChangeReport replace(ReplaceRequest request) throws RefusedException {
    return zoneChanges.replace(request);
  }

  @Override
  public List<HistoryEntry> history(String zone) throws RefusedException {
    return zoneChanges.history(zone);
  }

  @Override
  public ChangeReport undo(UndoRequest request) throws RefusedException {
    return zoneChanges.undo(request);
  }

  @Override
  public ServerVersion version() {
    return new ServerVersion(
        ProgramVersion.text(),
        Runtime.version().toString(),
        ProcessHandle.current().pid(),
        uptime.get(),
        listen.stream().map(ListenAddresses::text).toList());
  }
}
