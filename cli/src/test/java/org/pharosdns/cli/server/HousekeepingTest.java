package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
}
