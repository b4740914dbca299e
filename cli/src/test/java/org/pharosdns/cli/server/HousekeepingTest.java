package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// A thread of chores outlives whatever its chores do.
class HousekeepingTest {
  @Test
  void choresAndTasksThatThrowDoNotEndTheThread() throws Exception {
    var rounds = new CountDownLatch(3);
    var ran = new CountDownLatch(1);
    try (var chores =
        new Housekeeping(
            "test",
            Duration.ofMillis(1),
            () -> {
              rounds.countDown();
              throw new AssertionError("as the test wants it");
            })) {
      chores.execute(
          () -> {
            throw new IllegalStateException("as the test wants it");
          });
      chores.execute(ran::countDown);
      assertThat(rounds.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aChoreThatThrowsHoldsBackNoOther() throws Exception {
    var rounds = new CountDownLatch(3);
    try (var chores =
        new Housekeeping(
            "test",
            Duration.ofMillis(1),
            () -> {
              throw new IllegalStateException("as the test wants it");
            },
            rounds::countDown)) {
      assertThat(chores).isNotNull();
      assertThat(rounds.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void closingWaitsForTheRoundThatIsUnderWay() throws Exception {
    var begun = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var done = new AtomicBoolean();
    var chores =
        new Housekeeping(
            "test",
            Duration.ofMillis(1),
            () -> {
              begun.countDown();
              done.set(awaited(goOn));
            });
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    var closed =
        new FutureTask<>(
            () -> {
              chores.close();
              return done.get();
            });
    var closing = Thread.ofPlatform().start(closed);
    while (closing.getState() == Thread.State.NEW || closing.getState() == Thread.State.RUNNABLE) {
      Thread.onSpinWait();
    }
    goOn.countDown();
    assertThat(closed.get(10, TimeUnit.SECONDS)).isTrue();
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }
}
