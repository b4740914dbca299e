package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// All parts of a server are closed by one deadline.
class OpenPartsTest {
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
  private final List<String> closed = new ArrayList<>();

  private OpenParts parts() {
    return new OpenParts(Duration.ofMinutes(50), clock::get);
  }

  /// Adds a part that takes so long to close.
  private void add(OpenParts parts, String name, int minutes) {
    parts.add(
        name,
        this,
        (_, atMost) -> {
          closed.add(name + " within " + atMost.toMinutes());
          clock.addAndGet(TimeUnit.MINUTES.toNanos(minutes));
        });
  }

  @Test
  void theyAreClosedInTheReverseOrderEachInTheTimeThatIsLeft() {
    var parts = parts();
    add(parts, "first", 10);
    add(parts, "second", 30);
    add(parts, "third", 10);
    parts.close();
    assertThat(closed).containsExactly("third within 50", "second within 40", "first within 10");
  }

  @Test
  void whatIsKeptForEarlierOnesIsNotTakenByLaterOnes() {
    var parts = parts();
    add(parts, "records", 0);
    parts.keep(Duration.ofMinutes(5));
    add(parts, "sockets", 10);
    parts.keep(Duration.ofMinutes(10));
    add(parts, "updates", 25);
    add(parts, "control", 10);
    parts.close();
    assertThat(closed)
        .containsExactly(
            "control within 35", "updates within 25", "sockets within 10", "records within 5");
  }

  @Test
  void onePartThatHangsOrThrowsHoldsNobodyBack() throws Exception {
    var first = new CountDownLatch(1);
    var interrupted = new CountDownLatch(1);
    var parts = new OpenParts(Duration.ofMillis(100), System::nanoTime);
    parts.add(first::countDown);
    parts.add(
        () -> {
          throw new IllegalStateException("as the test wants it");
        });
    parts.add(
        () -> {
          try {
            new CountDownLatch(1).await();
          } finally {
            interrupted.countDown();
          }
        });
    parts.close();
    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
  }
}
