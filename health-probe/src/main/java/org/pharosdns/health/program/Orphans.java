package org.pharosdns.health.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The children of this process that it has not started itself: their parents have ended, and it
/// has taken them in. Tells which of them no running program can have left, and ends those.
///
/// Each is told by the mark in its environment, which it has from the program that it comes from.
/// One that has thrown its environment away is told by its age: what is older than every program
/// that runs comes from none of these.
final class Orphans {
  static final Orphans OF_THIS_PROCESS = new Orphans();

  /// The mark of what may live on.
  static final String FREE = "free";

  private static final String NAME = "PHAROS_FAMILY";

  /// Processes that start others as fast as they are ended are given up after so many rounds, and
  /// what cannot be ended after so long; the end of the next program is another chance.
  private static final int ROUNDS = 10;

  private static final long PATIENCE_MILLIS = 50;

  private final ReentrantLock looking = new ReentrantLock();
  private final AtomicLong looks = new AtomicLong();

  /// The marks of those that are being started, which may take for ever. A program is always here
  /// or among the families, for a moment in both.
  private final Set<String> starting = ConcurrentHashMap.newKeySet();

  private final Set<ProcessFamily> families = ConcurrentHashMap.newKeySet();

  /// Nothing until the first program starts whose orphans are to be ended.
  private volatile @Nullable Subreaper subreaper;

  /// Starts the program of a family.
  ///
  /// @param mark what no other family has
  /// @param free whether what it leaves behind may live on
  ProcessFamily start(ProcessBuilder builder, String mark, boolean free) throws IOException {
    builder.environment().put(NAME, free ? FREE : mark);
    if (!free) {
      subreaper = Subreaper.ofThisProcess().orElse(null);
    }
    starting.add(mark);
    try {
      var family = new ProcessFamily(builder.start(), mark);
      families.add(family);
      return family;
    } finally {
      starting.remove(mark);
    }
  }

  /// Ends all that no running program can have left, and then the children of those, which come to
  /// this process as orphans.
  void end() {
    List<ProcessHandle> killed = kill(looks.get());
    for (int round = 1; !killed.isEmpty() && round < ROUNDS; round++) {
      await(CompletableFuture.allOf(exits(killed)));
      killed = kill(looks.get());
    }
  }

  /// Returns how many programs are known.
  int families() {
    return families.size();
  }

  private static CompletableFuture<?>[] exits(List<ProcessHandle> processes) {
    return processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
  }

  /// Waits for a moment at most.
  static void await(CompletableFuture<?> exit) {
    exit.thenAccept(_ -> {}).completeOnTimeout(null, PATIENCE_MILLIS, TimeUnit.MILLISECONDS).join();
  }

  /// Looks once for all who wait to: nothing is done when a look has begun since.
  ///
  /// @param before how many looks had begun when this one was wanted
  private List<ProcessHandle> kill(long before) {
    families.removeIf(family -> !family.process().isAlive());
    Subreaper taker = subreaper;
    if (taker == null) {
      return List.of();
    }
    looking.lock();
    try {
      if (looks.get() > before) {
        return List.of();
      }
      looks.incrementAndGet();
      var children = ProcessHandle.current().children().toList();
      var unknown = Set.copyOf(starting);
      var started = families.stream().map(family -> family.process().pid()).toList();
      var running = families.stream().filter(family -> !family.isClosed()).toList();
      return children.stream()
          .filter(child -> !started.contains(child.pid()) && !taker.hadBefore(child))
          .filter(child -> !mayBeStarting(child, unknown))
          .filter(child -> !taker.reap(child.pid()) && isLeft(child, running))
          .filter(ProcessHandle::destroyForcibly)
          .toList();
    } finally {
      looking.unlock();
    }
  }

  /// Returns whether a child may be one of the programs that are being started. It has its mark
  /// only once it runs.
  private static boolean mayBeStarting(ProcessHandle child, Set<String> starting) {
    if (starting.isEmpty()) {
      return false;
    }
    String mark = markOf(child);
    return mark == null || mark.equals(FREE) || starting.contains(mark);
  }

  /// Returns whether an orphan comes from none of the programs that run.
  private static boolean isLeft(ProcessHandle orphan, List<ProcessFamily> running) {
    String mark = markOf(orphan);
    if (mark != null) {
      return !mark.equals(FREE) && running.stream().noneMatch(family -> family.mark().equals(mark));
    }
    Instant start = orphan.info().startInstant().orElse(Instant.MAX);
    return running.stream().allMatch(family -> start.isBefore(family.start()));
  }

  /// Returns null where it has none, or is another user's.
  private static @Nullable String markOf(ProcessHandle process) {
    Path file = Path.of("/proc", Long.toString(process.pid()), "environ");
    try {
      for (var entry : Files.readString(file, StandardCharsets.ISO_8859_1).split("\0", -1)) {
        if (entry.startsWith(NAME + '=')) {
          return entry.substring(NAME.length() + 1);
        }
      }
    } catch (IOException _) {
      // Its age tells.
    }
    return null;
  }
}
