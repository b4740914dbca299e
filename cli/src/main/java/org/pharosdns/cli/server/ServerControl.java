package org.pharosdns.cli.server;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.ControlApi;
import org.pharosdns.cli.control.Explanation;
import org.pharosdns.cli.control.FailbackReport;
import org.pharosdns.cli.control.ForceRequest;
import org.pharosdns.cli.control.MemberStatus;
import org.pharosdns.cli.control.ProgramVersion;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ReleaseRequest;
import org.pharosdns.cli.control.ReloadReport;
import org.pharosdns.cli.control.ServerVersion;
import org.pharosdns.cli.control.ZoneSummary;

/// What the control socket reaches: each request handed to the part that answers it.
record ServerControl(
    MemberReport members,
    AnswerReport answers,
    Forcing forcing,
    FailingBack failingBack,
    Reloading reloading,
    ZoneChanges changes,
    List<InetSocketAddress> listen,
    Instant startedAt)
    implements ControlApi {
  @Override
  public List<MemberStatus> status(List<String> what) throws RefusedException {
    return members.of(what);
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
  public List<FailbackReport> failback(String owner) throws RefusedException {
    return failingBack.failBack(owner);
  }

  @Override
  public ReloadReport reload(boolean force) throws RefusedException {
    return reloading.reload(List.of(), force);
  }

  @Override
  public List<ZoneSummary> zones() {
    return reloading.summaries();
  }

  @Override
  public ServerVersion version() {
    return new ServerVersion(
        ProgramVersion.text(),
        Runtime.version().toString(),
        ProcessHandle.current().pid(),
        Duration.between(startedAt, Instant.now()),
        listen.stream().map(ListenAddresses::text).toList());
  }
}
