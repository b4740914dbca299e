package org.pharosdns.cli.server;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The heartbeats of long-lived threads: each is asked again and again to run a small task, which a
/// thread that is stuck, or has ended, does not do. Looked after by one thread, asked by any.
final class Liveness {
  private static final Logger LOG = LoggerFactory.getLogger(Liveness.class);

  /// How often {@link #look} is to be called.
  static final Duration PERIOD = Duration.ofSeconds(1);

  /// How long a thread may take before it counts as stuck.
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int MOST_FRAMES = 12;

  private final LongSupplier nanoTime;
  private final long patienceNanos;
  private final List<Heart> hearts = new CopyOnWriteArrayList<>();
  private volatile long lookedNanos;
  private volatile boolean vitalStuck;

  /// What beats.
  private static final class Heart {
    private final String name;
    private final Executor loop;
    private final boolean isVital;
    private volatile boolean hasBeaten = true;
    private volatile @Nullable Thread thread;
    private long askedNanos;
    private volatile boolean isStuck;

    Heart(String name, Executor loop, boolean isVital) {
      this.name = name;
      this.loop = loop;
      this.isVital = isVital;
    }

    private void ask(long nowNanos) {
      askedNanos = nowNanos;
      hasBeaten = false;
      try {
        loop.execute(this::beat);
      } catch (RejectedExecutionException ended) {
        LOG.debug("{} takes no task", name, ended);
      }
    }

    private void beat() {
      thread = Thread.currentThread();
      hasBeaten = true;
    }
  }

  /// @param patience how long a thread may take before it counts as stuck
  Liveness(LongSupplier nanoTime, Duration patience) {
    this.nanoTime = nanoTime;
    patienceNanos = patience.toNanos();
    lookedNanos = nanoTime.getAsLong();
  }

  /// Watches a thread from now on. Any thread.
  ///
  /// @param loop runs a task on that thread
  /// @param isVital whether there are no answers, or no verdicts, without it; others may wait for a
  ///     disk that hangs, which a restart would not mend
  Liveness watch(String name, Executor loop, boolean isVital) {
    hearts.add(new Heart(name, loop, isVital));
    return this;
  }

  /// Looks who has beaten since they were asked, tells of those who stopped, and asks again.
  void look() {
    var now = nanoTime.getAsLong();
    // When this thread was held up, so was the whole process: nobody had the time they were given.
    var stoodStill = now - lookedNanos > patienceNanos / 2;
    lookedNanos = now;
    for (var heart : hearts) {
      if (heart.hasBeaten) {
        if (heart.isStuck) {
          LOG.warn("thread {} goes on", heart.name);
        }
        heart.isStuck = false;
        heart.ask(now);
      } else if (stoodStill) {
        heart.askedNanos = now;
      } else if (!heart.isStuck && now - heart.askedNanos >= patienceNanos) {
        heart.isStuck = true;
        LOG.error(
            "thread {} has been stuck for {} s{}",
            heart.name,
            (now - heart.askedNanos) / 1_000_000_000L,
            whereabouts(heart.thread));
      }
    }
    vitalStuck = hearts.stream().anyMatch(heart -> heart.isStuck && heart.isVital);
  }

  private static String whereabouts(@Nullable Thread thread) {
    return thread == null
        ? ""
        : Stream.of(thread.getStackTrace())
            .limit(MOST_FRAMES)
            .map(frame -> "\n\tat " + frame)
            .collect(Collectors.joining());
  }

  /// Whether no vital thread is stuck, as far as is known; and that it is known of late.
  boolean isAlive() {
    return !vitalStuck && nanoTime.getAsLong() - lookedNanos < patienceNanos;
  }

  /// The names of threads that are stuck.
  List<String> stuck() {
    return hearts.stream().filter(heart -> heart.isStuck).map(heart -> heart.name).toList();
  }
}
