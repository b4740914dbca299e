package org.pharosdns.cli.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SharedAnswerTest {
  private final AtomicInteger made = new AtomicInteger();
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();

  /// Answers are numbered; the first one takes until it is told to go on.
  private final SharedAnswer<Integer> shared =
      new SharedAnswer<>(
          () -> {
            var number = made.incrementAndGet();
            if (number == 1) {
              await(goOn);
            }
            return number;
          });

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Starts threads that ask, and returns when each of them waits.
  private List<Thread> ask(int count) {
    var threads = new ArrayList<Thread>();
    for (var i = 0; i < count; i++) {
      threads.add(Thread.ofPlatform().daemon().start(() -> answers.add(shared.get())));
    }
    while (threads.stream().anyMatch(thread -> thread.getState() != Thread.State.WAITING)) {
      Thread.onSpinWait();
    }
    return threads;
  }

  @Test
  void aCrowdThatComesWhileAnAnswerIsMadeSharesTheNextOne() throws Exception {
    var threads = new ArrayList<>(ask(1));
    threads.addAll(ask(50));
    assertThat(made).hasValue(1);
    goOn.countDown();
    for (var thread : threads) {
      thread.join();
    }
    assertThat(made).hasValue(2);
    assertThat(answers).hasSize(51).containsOnlyOnce(1);
  }

  @Test
  void whoComesLaterGetsAnAnswerOfThen() {
    goOn.countDown();
    assertThat(shared.get()).isEqualTo(1);
    assertThat(shared.get()).isEqualTo(2);
  }

  @Test
  void anAnswerThatFailsIsNotKept() {
    var failing =
        new SharedAnswer<>(
            () -> {
              if (made.incrementAndGet() == 1) {
                throw new IllegalStateException("a bug");
              }
              return "answer";
            });
    assertThatThrownBy(failing::get).hasRootCauseMessage("a bug");
    assertThat(failing.get()).isEqualTo("answer");
  }
}
