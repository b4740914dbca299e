package org.pharosdns.health.monitor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.pharosdns.health.check.Check;
import org.pharosdns.health.check.ProbeResult;
import org.pharosdns.health.check.Target;
import org.pharosdns.health.verdict.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Probes the watched monitors for as long as it is open, and publishes what comes of it.
///
/// One thread decides everything: it starts each due probe on a virtual thread of its own, takes
/// the results from a queue, publishes, and tells the listener. The public methods may be called by
/// any thread, the listener's included.
public final class HealthMonitors implements AutoCloseable, Executor {
  private static final Logger LOG = LoggerFactory.getLogger(HealthMonitors.class);

  /// While probes run the thread wakes at least this often, to notice when the process stood still.
  private static final long PULSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long LONGEST_SLEEP_NANOS = TimeUnit.HOURS.toNanos(1);

  /// What the health thread is told of.
  private sealed interface Event {}

  /// A probe that ended.
  private record Ended(Watched watched, ProbeResult result, long startNanos) implements Event {}

  /// A round of the witnesses that ended.
  private record Round(boolean reached, long startNanos) implements Event {}

  /// Verdicts that somebody else reached. `told` is counted down when the listener knows of them.
  private record Reported(List<Report> reports, CountDownLatch told) implements Event {}

  /// Something to do on the health thread.
  private record Task(Runnable work) implements Event {}

  /// A reason to look at the schedule again.
  private record Nudge() implements Event {}

  private final MonitorSettings settings;
  private final BiFunction<Check, Target, ProbeResult> prober;
  private final LongSupplier nanoTime;
  private final HealthListener listener;

  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final ExecutorService probes =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("probe-", 0).factory());
  private final Thread thread = Thread.ofPlatform().name("health").daemon().unstarted(this::run);
  private volatile boolean closed;

  /// Guards the schedule and the state of every monitor.
  private final Object lock = new Object();

  private final Schedule schedule;
  private final StandStill standStill = new StandStill();
  private final ProbeCounters counters = new ProbeCounters();
  private final Sight sight;
  private final List<Watched> outdated = new ArrayList<>();
  private long publishedNanos;
  private volatile Map<Monitor, Watched> watched = Map.of();
  private volatile Set<Monitor> monitors = Set.of();

  /// Starts with nothing to watch.
  ///
  /// @param prober runs a check, blocking its thread for at most the check's timeout;
  ///     `Prober::probe`
  /// @param hostOf says which host a target is on; `Prober::hostOf`
  /// @param nanoTime the monotonic clock of all evidence
  /// @param random spreads the starts
  /// @param listener is told of changes
  public HealthMonitors(
      MonitorSettings settings,
      BiFunction<Check, Target, ProbeResult> prober,
      Function<Target, String> hostOf,
      LongSupplier nanoTime,
      RandomGenerator random,
      HealthListener listener) {
    this.settings = settings;
    this.prober = prober;
    this.nanoTime = nanoTime;
    this.listener = listener;
    this.schedule = new Schedule(settings, hostOf, random);
    this.publishedNanos = nanoTime.getAsLong();
    this.sight = new Sight(publishedNanos);
    thread.start();
  }

  /// Watches these monitors and no others from now on. Those that were watched before keep their
  /// state; the first probes of the others start within a second, or as fast as the settings allow.
  public void watch(Set<Monitor> monitors) {
    watch(monitors, Map.of());
  }

  /// Watches these monitors and no others from now on, those not watched before with saved verdicts
  /// where there are any. When this returns {@link #table()} shows them all; the listener is not
  /// told of verdicts that stand from the beginning.
  public void watch(Set<Monitor> monitors, Map<Monitor, SavedVerdict> saved) {
    synchronized (lock) {
      Map<Monitor, Watched> after = HashMap.newHashMap(monitors.size());
      var added = new ArrayList<Watched>();
      for (Monitor monitor : monitors) {
        Watched known = watched.get(monitor);
        if (known == null) {
          known = new Watched(monitor, saved.get(monitor));
          added.add(known);
        }
        after.put(monitor, known);
      }
      if (added.isEmpty() && after.size() == watched.size()) {
        return;
      }
      for (Watched known : watched.values()) {
        known.dropped = !after.containsKey(known.monitor());
      }
      watched = after;
      this.monitors = Collections.unmodifiableSet(after.keySet());
      schedule.add(added, nanoTime.getAsLong());
      added.forEach(Watched::publish);
    }
    events.add(new Nudge());
  }

  /// Takes note of a round of the witnesses. While none is reached no probe that fails says
  /// anything about its target, and what was learnt since the last good round is taken back. When
  /// one is reached again every monitor is probed within a second.
  ///
  /// @param startNanos when the round began
  public void witnessed(boolean reached, long startNanos) {
    events.add(new Round(reached, startNanos));
  }

  /// Takes verdicts that somebody else reached on monitors that are not probed, and returns when
  /// the listener has been told what changed. Reports on monitors that are not watched, or older
  /// than what is known, count for nothing.
  public void report(List<Report> reports) throws InterruptedException {
    var told = new CountDownLatch(1);
    events.add(new Reported(List.copyOf(reports), told));
    while (!closed && !told.await(PULSE_NANOS, TimeUnit.NANOSECONDS)) {
      LOG.trace("waiting for the health thread");
    }
  }

  /// Runs `task` once on the health thread, behind what it has to do.
  @Override
  public void execute(Runnable task) {
    events.add(new Task(task));
  }

  /// Returns the table of what is watched now. Its verdicts are current, its details at most
  /// `refresh` old.
  public HealthTable table() {
    return new HealthTable(watched);
  }

  /// Returns what is watched now; the same object until that changes.
  public Set<Monitor> monitors() {
    return monitors;
  }

  /// Returns what all probes came to since the start.
  public ProbeCounters counters() {
    return counters;
  }

  /// Returns a watched monitor. Throws IllegalArgumentException if it is not watched.
  public LiveMonitor live(Monitor monitor) {
    Watched known = watched.get(monitor);
    if (known == null) {
      throw new IllegalArgumentException("not watched: " + monitor.label());
    }
    return known;
  }

  /// Ends the thread and every running probe.
  @Override
  public void close() {
    closed = true;
    events.add(new Nudge());
    probes.shutdownNow();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
      probes.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closed) {
      try {
        turn();
      } catch (InterruptedException e) {
        LOG.debug("interrupted; going on until closed", e);
      } catch (RuntimeException | Error e) {
        LOG.error("the health thread met a bug and goes on", e);
      }
    }
  }

  private void turn() throws InterruptedException {
    long asleepNanos = nanoTime.getAsLong();
    long wakeNanos = asleepNanos + sleepNanos(asleepNanos);
    Event event = events.poll(wakeNanos - asleepNanos, TimeUnit.NANOSECONDS);
    long nowNanos = nanoTime.getAsLong();
    var changed = new ArrayList<Watched>();
    var seen = Sight.Change.NONE;
    var waiting = new ArrayList<CountDownLatch>();
    var tasks = new ArrayList<Runnable>();
    synchronized (lock) {
      noticeStandStill(wakeNanos, nowNanos);
      for (; event != null; event = events.poll()) {
        switch (event) {
          case Ended ended -> take(ended, nowNanos, changed);
          case Reported reported -> {
            reported.reports().forEach(report -> take(report, changed));
            waiting.add(reported.told());
          }
          case Round round -> seen = see(round, seen, nowNanos, changed);
          case Task task -> tasks.add(task.work());
          case Nudge nudge -> {}
        }
      }
      startDue(nowNanos);
      publish(changed, nowNanos);
      noticeStandStill(nowNanos, nanoTime.getAsLong());
    }
    tell(seen);
    if (!changed.isEmpty()) {
      tell(changed);
    }
    waiting.forEach(CountDownLatch::countDown);
    tasks.forEach(HealthMonitors::run);
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.error("a task of the health thread broke", e);
    }
  }

  /// @return what the listener is to be told of all rounds since it was told last
  private Sight.Change see(Round round, Sight.Change before, long nowNanos, List<Watched> changed) {
    var change = sight.see(round.reached(), round.startNanos(), nowNanos);
    switch (change) {
      case NONE -> {
        return before;
      }
      case LOST -> {
        LOG.warn("monitor failure: no witness is reached, so verdicts are frozen");
        for (Watched monitor : watched.values()) {
          if (monitor.takeBack(sight.round())) {
            changed.add(monitor);
          }
          outdated(monitor);
        }
      }
      case REGAINED -> {
        LOG.info(
            "monitor failure over after {} s: a witness is reached",
            sight.lostForNanos(nowNanos) / 1_000_000_000L);
        schedule.hurry(nowNanos);
      }
    }
    return change;
  }

  private void outdated(Watched monitor) {
    if (!monitor.outdated) {
      monitor.outdated = true;
      outdated.add(monitor);
    }
  }

  /// Neither sleep nor the work between two sleeps takes longer than planned, but for a listener's.
  private void noticeStandStill(long plannedNanos, long nowNanos) {
    if (standStill.woke(plannedNanos, nowNanos)) {
      LOG.warn("the process stood still for {} ms", (nowNanos - plannedNanos) / 1_000_000);
      schedule.resumed(nowNanos);
    }
  }

  private long sleepNanos(long nowNanos) {
    synchronized (lock) {
      long nanos = Math.min(LONGEST_SLEEP_NANOS, schedule.nextWakeNanos() - nowNanos);
      boolean pulse = schedule.running() > 0 || !outdated.isEmpty();
      return Math.max(0, pulse ? Math.min(nanos, PULSE_NANOS) : nanos);
    }
  }

  private void take(Ended event, long nowNanos, List<Watched> changed) {
    Watched monitor = event.watched();
    // Closing ends probes; how they end then says nothing of their targets.
    if (closed) {
      return;
    }
    outdated(monitor);
    try {
      Verdict before = monitor.verdict();
      ProbeResult result =
          sight.judge(
              standStill.judge(
                  event.result(),
                  monitor.monitor().check().timing(),
                  monitor.plannedNanos,
                  event.startNanos()),
              event.startNanos());
      counters.probed(result, event.startNanos() - monitor.plannedNanos);
      if (!monitor.dropped && count(monitor, result, event.startNanos())) {
        counters.changed(before, monitor.verdict());
        log(monitor, before, result);
        changed.add(monitor);
      }
    } finally {
      schedule.finished(monitor, event.startNanos(), nowNanos);
    }
  }

  private void take(Report report, List<Watched> changed) {
    Watched monitor = watched.get(report.monitor());
    if (monitor == null || monitor.isProbed() || report.trueAtNanos() <= monitor.lastStartNanos()) {
      return;
    }
    outdated(monitor);
    Verdict before = monitor.verdict();
    if (monitor.take(report.result(), report.trueAtNanos())) {
      counters.changed(before, monitor.verdict());
      log(monitor, before, report.result());
      changed.add(monitor);
    }
  }

  /// While verdicts are frozen a pass is evidence and no more, but for the first.
  private boolean count(Watched monitor, ProbeResult result, long startNanos) {
    boolean passes = result.kind() == ProbeResult.Kind.PASS;
    if (sight.isLost() && passes && monitor.verdict() != Verdict.UNKNOWN) {
      monitor.passedBlindly(result, startNanos);
      return false;
    }
    monitor.settle(sight.round());
    return monitor.take(result, startNanos);
  }

  private void startDue(long nowNanos) {
    for (Watched due = schedule.nextDue(nowNanos); due != null; due = schedule.nextDue(nowNanos)) {
      Watched monitor = due;
      try {
        probes.execute(() -> probe(monitor));
      } catch (RejectedExecutionException e) {
        schedule.finished(monitor, nowNanos, nowNanos);
      }
    }
  }

  private void probe(Watched monitor) {
    long startNanos = nanoTime.getAsLong();
    ProbeResult result = ProbeResult.none("error", Duration.ZERO);
    try {
      result = prober.apply(monitor.monitor().check(), monitor.monitor().target());
    } catch (RuntimeException | Error e) {
      LOG.error("probe of {} broke", monitor.monitor().label(), e);
    } finally {
      events.add(new Ended(monitor, result, startNanos));
    }
  }

  private void publish(List<Watched> changed, long nowNanos) {
    boolean refresh =
        !outdated.isEmpty() && nowNanos - publishedNanos >= settings.refresh().toNanos();
    if (refresh) {
      outdated.removeIf(monitor -> monitor.dropped);
      outdated.forEach(monitor -> monitor.outdated = false);
      outdated.forEach(Watched::publish);
      outdated.clear();
      publishedNanos = nowNanos;
    } else {
      changed.forEach(Watched::publish);
    }
  }

  private void tell(Sight.Change seen) {
    try {
      switch (seen) {
        case NONE -> {}
        case LOST -> listener.monitorFailureBegan(sight.lastGoodNanos());
        case REGAINED -> listener.monitorFailureEnded();
      }
    } catch (RuntimeException | Error e) {
      LOG.error("a listener to the witnesses broke", e);
    }
  }

  private void tell(List<Watched> changed) {
    try {
      listener.healthChanged(table(), changed.stream().map(Watched::monitor).toList());
    } catch (RuntimeException | Error e) {
      LOG.error("a listener to health changes broke", e);
    }
  }

  private static void log(Watched monitor, Verdict before, ProbeResult result) {
    LOG.atLevel(isWorthTelling(before, monitor.verdict()) ? Level.INFO : Level.DEBUG)
        .log(
            "monitor {}: {} -> {} ({})",
            monitor.monitor().label(),
            word(before),
            word(monitor.verdict()),
            result.reason());
  }

  /// Suspicion comes and goes without being an event.
  private static boolean isWorthTelling(Verdict before, Verdict after) {
    return after == Verdict.DOWN || before == Verdict.DOWN || before == Verdict.UNKNOWN;
  }

  private static String word(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }
}
