package org.pharosdns.health.monitor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.pharosdns.health.check.Check;
import org.pharosdns.health.check.ProbeResult;
import org.pharosdns.health.check.Target;
import org.pharosdns.health.check.TcpCheck;
import org.pharosdns.health.check.Timing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Connects to hosts that are known to be well, round after round, to tell a failure of theirs from
/// one of ours. A round is good as soon as one of them accepts. As an executor it runs tasks on the
/// thread of the rounds.
public final class Witnesses implements AutoCloseable, Executor {
  /// Is told of every round, on the thread of the witnesses.
  @FunctionalInterface
  public interface Rounds {
    /// Called after each round.
    ///
    /// @param startNanos when the round began, monotonic
    void ended(boolean reached, long startNanos);
  }

  private static final Logger LOG = LoggerFactory.getLogger(Witnesses.class);
  private static final long GLANCE_MILLIS = 500;
  private static final long NOTICEABLE = Duration.ofMillis(500).toNanos();

  private final List<Target> targets;
  private final Timing timing;
  private final BiFunction<Check, Target, ProbeResult> prober;
  private final LongSupplier nanoTime;
  private final Rounds rounds;
  private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final Thread thread = Thread.ofPlatform().name("witnesses").daemon().unstarted(this::run);

  /// Starts the first round at once.
  ///
  /// @param targets at least one
  /// @param timeout of each connection, at most the interval
  public Witnesses(
      List<Target> targets,
      Duration interval,
      Duration timeout,
      BiFunction<Check, Target, ProbeResult> prober,
      LongSupplier nanoTime,
      Rounds rounds) {
    this.targets = List.copyOf(targets);
    this.timing = new Timing(interval, timeout, interval, 0, 1, 1);
    this.prober = prober;
    this.nanoTime = nanoTime;
    this.rounds = rounds;
    thread.start();
  }

  private void run() {
    try {
      long dueNanos = nanoTime.getAsLong();
      while (true) {
        try {
          rest(dueNanos);
          long startNanos = nanoTime.getAsLong();
          dueNanos = startNanos + timing.interval().toNanos();
          round(startNanos);
        } catch (RuntimeException | Error e) {
          LOG.error("the witnesses met a bug and go on", e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits until the next round is due; does what tasks there are meanwhile.
  private void rest(long untilNanos) throws InterruptedException {
    for (var left = left(untilNanos); left > 0; left = left(untilNanos)) {
      var task = tasks.poll(left, TimeUnit.NANOSECONDS);
      if (task != null) {
        task.run();
      }
    }
  }

  private long left(long untilNanos) {
    return untilNanos - nanoTime.getAsLong();
  }

  private void round(long startNanos) throws InterruptedException {
    var reached = reach();
    long took = nanoTime.getAsLong() - startNanos;
    // A round that took longer than it may says that the process stood still, and no more.
    if (reached || took <= timing.timeout().toNanos() + NOTICEABLE) {
      rounds.ended(reached, startNanos);
    }
  }

  private boolean reach() throws InterruptedException {
    var results = new LinkedBlockingQueue<ProbeResult.Kind>();
    for (Target target : targets) {
      var check = new TcpCheck(timing, target.port(), null, null);
      Thread.ofVirtual().name("witness").start(() -> results.add(probe(check, target)));
    }
    for (int i = 0; i < targets.size(); i++) {
      if (await(results) == ProbeResult.Kind.PASS) {
        return true;
      }
    }
    return false;
  }

  private ProbeResult.Kind await(BlockingQueue<ProbeResult.Kind> results)
      throws InterruptedException {
    var result = results.poll(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
    while (result == null) {
      for (var task = tasks.poll(); task != null; task = tasks.poll()) {
        task.run();
      }
      result = results.poll(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
    }
    return result;
  }

  /// Whatever happens there is a result: the round waits for it.
  private ProbeResult.Kind probe(Check check, Target target) {
    try {
      return prober.apply(check, target).kind();
    } catch (RuntimeException | Error e) {
      LOG.error("the probe of a witness broke", e);
      return ProbeResult.Kind.FAIL;
    }
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  /// Ends the rounds; connections that are being made end by their timeout.
  @Override
  public void close() {
    thread.interrupt();
  }
}
