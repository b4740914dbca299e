package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Threads that beat and threads that do not; time in seconds, with a patience of ten.
class LivenessTest {
  private long seconds;
  private final Queue<Runnable> vital = new ArrayDeque<>();
  private final Queue<Runnable> other = new ArrayDeque<>();
  private final Liveness liveness =
      new Liveness(() -> TimeUnit.SECONDS.toNanos(seconds), Duration.ofSeconds(10))
          .watch("vital", vital::add, true)
          .watch("other", other::add, false);

  private static void run(Queue<Runnable> tasks) {
    for (var task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  /// A second goes by in which those run that are not held.
  private void pass(int howMany, boolean vitalRuns, boolean otherRuns) {
    for (var i = 0; i < howMany; i++) {
      seconds++;
      liveness.look();
      if (vitalRuns) {
        run(vital);
      }
      if (otherRuns) {
        run(other);
      }
    }
  }

  @Test
  void whileAllBeatItIsAlive() {
    pass(100, true, true);
    assertThat(liveness.isAlive()).isTrue();
    assertThat(liveness.stuck()).isEmpty();
  }

  @Test
  void aVitalThreadThatStopsForTenSecondsEndsLifeUntilItGoesOn() {
    pass(3, true, true);
    pass(10, false, true);
    assertThat(liveness.isAlive()).isTrue();
    pass(1, false, true);
    assertThat(liveness.isAlive()).isFalse();
    assertThat(liveness.stuck()).containsExactly("vital");
    run(vital);
    pass(1, true, true);
    assertThat(liveness.isAlive()).isTrue();
  }

  @Test
  void aThreadThatMayWaitForADiskIsOnlyToldOf() {
    pass(20, true, false);
    assertThat(liveness.stuck()).containsExactly("other");
    assertThat(liveness.isAlive()).isTrue();
  }

  @Test
  void aThreadThatHasEndedIsStuck() {
    liveness.watch(
        "ended",
        task -> {
          throw new RejectedExecutionException("ended");
        },
        true);
    pass(12, true, true);
    assertThat(liveness.isAlive()).isFalse();
  }

  @Test
  void aThreadThatIsNamedLateIsWatchedFromThenOn() {
    pass(20, true, true);
    liveness.watch("late", task -> {}, false);
    pass(10, true, true);
    assertThat(liveness.stuck()).isEmpty();
    pass(1, true, true);
    assertThat(liveness.stuck()).containsExactly("late");
  }

  @Test
  void whenNobodyLooksItIsNotAlive() {
    pass(1, true, true);
    seconds += 11;
    assertThat(liveness.isAlive()).isFalse();
  }

  @Test
  void whenTheWholeProcessStoodStillNobodyIsStuck() {
    pass(3, true, true);
    seconds += 120;
    pass(1, false, false);
    assertThat(liveness.stuck()).isEmpty();
    pass(5, true, true);
    assertThat(liveness.isAlive()).isTrue();
  }
}
