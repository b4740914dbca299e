package org.pharosdns.cli.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchingTest {
  private final AtomicInteger rounds = new AtomicInteger();
  private final CountDownLatch wentOn = new CountDownLatch(1);

  private boolean look(Class<? extends Throwable> thrown) {
    if (rounds.incrementAndGet() > 1) {
      wentOn.countDown();
      return false;
    }
    if (thrown == StackOverflowError.class) {
      throw new StackOverflowError();
    }
    throw new IllegalStateException();
  }

  @ParameterizedTest
  @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class})
  void whateverARoundThrowsTheNextOneIsMade(Class<? extends Throwable> thrown) throws Exception {
    try (var watching = new Watching("rings", () -> look(thrown))) {
      watching.start();
      assertThat(wentOn.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }
}
