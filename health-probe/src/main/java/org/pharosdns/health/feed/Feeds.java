package org.pharosdns.health.feed;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.pharosdns.health.check.FeedCheck;
import org.pharosdns.health.check.ProbeResult;
import org.pharosdns.health.monitor.HealthMonitors;
import org.pharosdns.health.monitor.HealthTable;
import org.pharosdns.health.monitor.Monitor;
import org.pharosdns.health.monitor.MonitorStatus;
import org.pharosdns.health.monitor.Report;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the verdicts of feeds to the monitors of {@link FeedCheck}s, whichever are watched: what
/// is pushed at once, what files say every second. Pushed verdicts are kept for as long as they are
/// valid, for monitors that come with a reload.
public final class Feeds implements AutoCloseable, Executor {
  private static final Logger LOG = LoggerFactory.getLogger(Feeds.class);
  private static final long PERIOD_MILLIS = 1000;

  private record Pushed(ProbeResult result, long trueAtNanos) {}

  /// What monitors have not been told yet.
  private record News(FeedUsers users, List<Report> reports) {}

  /// What came of a push.
  ///
  /// @param taken how many verdicts were for members that use the feed
  /// @param unused the addresses that no member has
  public record Taken(int taken, List<String> unused) {}

  private final HealthMonitors monitors;
  private final InstantSource wall;
  private final LongSupplier nanoTime;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /// Used by the thread that looks at files alone, like {@link #told}.
  private final Map<Path, FeedFile> files = new HashMap<>();

  /// Whose monitors know what was known when they came.
  private FeedUsers told = new FeedUsers(Set.of());

  /// Guards what follows.
  private final Object lock = new Object();

  private final Map<String, Map<String, Pushed>> pushed = new HashMap<>();
  private FeedUsers users = new FeedUsers(Set.of());

  /// Starts looking at files.
  public Feeds(HealthMonitors monitors, InstantSource wall, LongSupplier nanoTime) {
    this.monitors = monitors;
    this.wall = wall;
    this.nanoTime = nanoTime;
    Thread.ofPlatform().name("feeds").daemon().start(this::run);
  }

  /// Takes pushed verdicts and returns when answers follow them.
  ///
  /// @param text lines as in a file
  /// @throws FeedRefusedException when there is no such feed, when it has a file, or when a line is
  ///     wrong; then nothing has changed
  public Taken push(String name, String text) throws FeedRefusedException, InterruptedException {
    var lines = FeedText.parse(text);
    FeedUsers members;
    long nowNanos;
    synchronized (lock) {
      members = users();
      if (!members.isPushed(name)) {
        throw new FeedRefusedException(
            List.of(
                "no member uses a feed \"%s\" without a file; those that are pushed: %s"
                    .formatted(name, members.pushedNames())));
      }
      if (!lines.problems().isEmpty()) {
        throw new FeedRefusedException(lines.problems());
      }
      nowNanos = nanoTime.getAsLong();
      Map<String, Pushed> known = pushed.computeIfAbsent(name, _ -> new HashMap<>());
      lines
          .verdicts()
          .forEach((address, result) -> known.put(address, new Pushed(result, nowNanos)));
    }
    var reports = new ArrayList<Report>();
    var unused = new TreeSet<String>();
    lines
        .verdicts()
        .forEach(
            (address, result) -> {
              List<Monitor> told = members.ofPushed(name, address);
              told.forEach(monitor -> reports.add(new Report(monitor, result, nowNanos)));
              if (told.isEmpty()) {
                unused.add(address);
              }
            });
    monitors.report(reports);
    return new Taken(lines.verdicts().size() - unused.size(), List.copyOf(unused));
  }

  /// Who uses feeds now. Under the lock.
  private FeedUsers users() {
    Set<Monitor> watched = monitors.monitors();
    if (!users.areOf(watched)) {
      users = new FeedUsers(watched);
    }
    return users;
  }

  private void run() {
    try {
      do {
        lookAtFiles();
      } while (!closed.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookAtFiles() throws InterruptedException {
    try {
      News news = news();
      if (!news.reports.isEmpty()) {
        monitors.report(news.reports);
      }
      files.values().forEach(FeedFile::told);
      told = news.users;
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        task.run();
      }
    } catch (RuntimeException | Error e) {
      LOG.error("the feeds met a bug and go on", e);
    }
  }

  /// Returns what the monitors have not been told yet: what files say anew, and all that is known
  /// to those that came since the last time. A push tells those that are there.
  private News news() {
    var news = new ArrayList<Report>();
    FeedUsers current;
    synchronized (lock) {
      current = users();
      pushed.forEach((name, known) -> forgetOutdated(current, name, known.values()));
      if (current != told) {
        pushed.forEach((name, known) -> addPushed(current, name, known, news));
      }
    }
    files.keySet().retainAll(current.ofFiles().keySet());
    current.ofFiles().forEach((path, readers) -> addFile(path, readers, current != told, news));
    if (current != told) {
      HealthTable table = monitors.table();
      news.removeIf(each -> isKnown(table, each));
    }
    return new News(current, news);
  }

  private static void addPushed(
      FeedUsers users, String name, Map<String, Pushed> known, List<Report> news) {
    known.forEach(
        (address, verdict) -> {
          for (Monitor member : users.ofPushed(name, address)) {
            news.add(new Report(member, verdict.result, verdict.trueAtNanos));
          }
        });
  }

  private void addFile(Path path, List<Monitor> readers, boolean evenOld, List<Report> news) {
    FeedFile file = files.computeIfAbsent(path, any -> new FeedFile(any, wall, nanoTime));
    try {
      file.look();
    } catch (RuntimeException | Error e) {
      LOG.error("the feed {} met a bug, the others go on", path, e);
    }
    FeedFile.Verdicts verdicts = file.verdicts();
    if (verdicts != null && (file.isNews() || evenOld)) {
      for (Monitor reader : readers) {
        ProbeResult result = verdicts.text().verdicts().get(reader.target().host());
        if (result != null) {
          news.add(new Report(reader, result, verdicts.trueAtNanos()));
        }
      }
    }
  }

  private static boolean isKnown(HealthTable table, Report report) {
    MonitorStatus status = table.status(report.monitor());
    return status != null && report.trueAtNanos() <= status.lastStartNanos();
  }

  private void forgetOutdated(FeedUsers users, String name, Collection<Pushed> known) {
    if (users.isPushed(name)) {
      long oldestNanos = nanoTime.getAsLong() - users.longestValidityNanos(name);
      known.removeIf(each -> each.trueAtNanos - oldestNanos < 0);
    }
  }

  /// Runs `task` once, within about a second, on the thread that looks at files.
  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
