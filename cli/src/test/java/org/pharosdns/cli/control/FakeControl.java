package org.pharosdns.cli.control;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.pharosdns.health.verdict.Verdict;

/// A server that says what a test wants and remembers what it was asked.
public class FakeControl implements ControlApi {
  /// An address in the answers.
  public static final MemberStatus UP =
      new MemberStatus(
          "www.example.com.",
          "A",
          "192.0.2.11",
          Verdict.UP,
          null,
          MemberState.UP,
          Duration.ofMillis(400),
          21L,
          Duration.ofSeconds(20),
          Duration.ofMillis(4600),
          null,
          Explanation.TtlSource.FRESH,
          21L,
          false,
          17,
          0,
          0,
          0);

  /// One that is forced out and failing.
  public static final MemberStatus FORCED =
      new MemberStatus(
          "www.example.com.",
          "A",
          "192.0.2.12",
          Verdict.DOWN,
          MemberState.DRAIN,
          MemberState.DRAIN,
          Duration.ofSeconds(95),
          null,
          null,
          Duration.ofMillis(250),
          "new disk (ann, for 10m)",
          null,
          null,
          false,
          0,
          3,
          1,
          0);

  /// One that was never probed.
  public static final MemberStatus UNKNOWN =
      new MemberStatus(
          "api.example.com.",
          "AAAA",
          "2001:db8::1",
          Verdict.UNKNOWN,
          null,
          MemberState.DOWN,
          null,
          null,
          null,
          null,
          "no result yet",
          null,
          null,
          false,
          0,
          0,
          0,
          0);

  /// A steered answer.
  public static final Explanation STEERED =
      new Explanation(
          new Explanation.Question("www.example.com.", "A"),
          "198.51.100.0/24",
          "example.com.",
          "NOERROR",
          List.of(
              new Explanation.Tier(
                  "www.example.com.",
                  "answers",
                  List.of(
                      new Explanation.Member(
                          "192.0.2.11", Explanation.Place.IN, null, Weight.of(70)),
                      new Explanation.Member(
                          "192.0.2.12",
                          Explanation.Place.OUT,
                          "connection refused",
                          Weight.STANDBY)))),
          List.of("192.0.2.11"),
          21L,
          Explanation.TtlSource.FRESH,
          new Explanation.Promise(Explanation.PromiseState.KEPT, null),
          "1: 198.51.0.0/16, EU",
          16);

  /// Everything at one moment.
  public static final Overview OVERVIEW =
      new Overview(
          "0.1.0",
          Duration.ofMinutes(90),
          true,
          List.of(
              new ZoneSummary("example.com.", 7L, 31, 2, "zones/example.com.zone", List.of()),
              new ZoneSummary("example.net.", 1L, 5, 0, "n.zone", List.of("n.zone:3:1: error"))),
          List.of(
              new Overview.Name(
                  "www.example.com.",
                  "A",
                  STEERED,
                  false,
                  Duration.ofSeconds(30),
                  Duration.ofMillis(12_150),
                  Duration.ofSeconds(19),
                  true,
                  List.of(UP, FORCED))),
          List.of(
              new Overview.MonitorLine(
                  "tcp 192.0.2.12:80",
                  Verdict.DOWN,
                  "refused",
                  Duration.ofMillis(2),
                  Duration.ofSeconds(1),
                  List.of(
                      new Overview.Change(Duration.ofMinutes(50), Verdict.UP, "ok"),
                      new Overview.Change(Duration.ofMinutes(10), Verdict.DOWN, "refused")))),
          List.of(
              new IncidentReport(
                  "www.example.com.",
                  "A",
                  "192.0.2.12",
                  "refused",
                  "2026-01-02T03:04:05Z",
                  "2026-01-02T03:04:15Z",
                  null,
                  "2026-01-02T03:04:29Z",
                  Duration.ofSeconds(12),
                  Duration.ofSeconds(30),
                  Duration.ofSeconds(24))),
          0,
          Map.of("NOERROR", List.of(0L, 3L, 7L)));

  /// The calls, in order, as text.
  public final BlockingQueue<String> calls = new LinkedBlockingQueue<>();

  /// What the next calls throw, or null.
  public volatile @Nullable RefusedException refusal;

  /// What `status`, `force` and `release` return.
  public volatile List<MemberStatus> members = List.of(UP, FORCED, UNKNOWN);

  /// What `explain` returns.
  public volatile Explanation explanation = STEERED;

  /// What `reload` returns.
  public volatile ReloadReport report =
      new ReloadReport(
          List.of(
              new ReloadReport.Zone("example.com.", ReloadReport.Outcome.CHANGED, 7L, List.of()),
              new ReloadReport.Zone("example.net.", ReloadReport.Outcome.UNCHANGED, 1L, List.of())),
          List.of(),
          List.of());

  /// Runs within each reload.
  public volatile Runnable duringReload = () -> {};

  private void called(String call) throws RefusedException {
    calls.add(call);
    RefusedException thrown = refusal;
    if (thrown != null) {
      throw thrown;
    }
  }

  @Override
  public List<MemberStatus> status(List<String> what) throws RefusedException {
    called("status " + what);
    return members;
  }

  @Override
  public Overview overview() throws RefusedException {
    called("overview");
    return OVERVIEW;
  }

  @Override
  public Explanation explain(String name, String type, @Nullable String client)
      throws RefusedException {
    called("explain " + name + " " + type + " " + client);
    return explanation;
  }

  @Override
  public List<MemberStatus> force(ForceRequest request) throws RefusedException {
    called(
        "force %s %s %s %s %s"
            .formatted(
                request.what(),
                request.state(),
                request.reason(),
                request.duration(),
                request.allowEmpty()));
    return members;
  }

  @Override
  public List<MemberStatus> release(ReleaseRequest request) throws RefusedException {
    called("release " + request.what());
    return members;
  }

  @Override
  public FeedReport push(String name, String verdicts) throws RefusedException {
    called("push " + name + " " + verdicts);
    return new FeedReport(name, 1, List.of());
  }

  @Override
  public List<FailbackReport> failback(String owner) throws RefusedException {
    called("failback " + owner);
    return List.of(new FailbackReport("www.example.com.", "A", "www.example.com."));
  }

  @Override
  public ReloadReport reload(List<String> zones, boolean force) throws RefusedException {
    called("reload " + (zones.isEmpty() ? "" : zones + " ") + force);
    duringReload.run();
    return report;
  }

  @Override
  public List<ZoneSummary> zones() throws RefusedException {
    called("zones");
    return List.of(
        new ZoneSummary("example.com.", 2026010101L, 31, 4, "zones/example.com.zone", List.of()),
        new ZoneSummary(
            "example.net.",
            7L,
            5,
            0,
            "zones/example.net.zone",
            List.of("zones/example.net.zone:3:1: error: unknown type AX")));
  }

  @Override
  public ServerVersion version() throws RefusedException {
    called("version");
    return new ServerVersion(
        "0.1.0", "25", 4711, Duration.ofMinutes(90), List.of("127.0.0.1:5300", "[::1]:5300"));
  }

  /// What every change returns.
  public static final ChangeReport CHANGE =
      new ChangeReport(
          "example.com.",
          3,
          7L,
          8L,
          List.of(),
          List.of("www.example.com. 60 A 192.0.2.1"),
          List.of(new HistoryEntry.File("/z/example.com.zone", "aa", "bb", null, null)),
          List.of());

  @Override
  public Iterable<ZoneRecord> records(String zone, @Nullable String name, @Nullable String type)
      throws RefusedException {
    called("records " + zone + " " + name + " " + type);
    return List.of(new ZoneRecord("www.example.com.", 60, "A", "192.0.2.1"));
  }

  @Override
  public ChangeReport change(RecordsRequest request) throws RefusedException {
    called(request.action() + " " + request.name() + " " + request.type() + " " + request.rdata());
    return CHANGE;
  }

  @Override
  public ChangeReport create(CreateRequest request) throws RefusedException {
    called("create " + request.zone());
    return CHANGE;
  }

  @Override
  public ChangeReport delete(DeleteRequest request) throws RefusedException {
    called("delete " + request.zone());
    return CHANGE;
  }

  @Override
  public DiffReport diff(String zone) throws RefusedException {
    called("diff " + zone);
    return new DiffReport("example.com.", 7, 8L, List.of("-"), List.of("+"), true, List.of());
  }

  @Override
  public TextReport text(String zone) throws RefusedException {
    called("text " + zone);
    return new TextReport("example.com.", "zones/example.com.zone", "text", "hash");
  }

  @Override
  public ChangeReport replace(ReplaceRequest request) throws RefusedException {
    called("replace " + request.zone());
    return CHANGE;
  }

  @Override
  public List<HistoryEntry> history(String zone) throws RefusedException {
    called("history " + zone);
    return List.of(
        new HistoryEntry(
            3,
            "example.com.",
            "2026-11-21T10:00:00Z",
            "records",
            "ann",
            null,
            7L,
            8L,
            CHANGE.removed(),
            CHANGE.added(),
            true,
            null,
            CHANGE.files()));
  }

  @Override
  public ChangeReport undo(UndoRequest request) throws RefusedException {
    called("undo " + request.zone() + " " + request.id());
    return CHANGE;
  }
}
