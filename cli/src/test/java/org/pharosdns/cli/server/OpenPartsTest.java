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
    return new OpenParts(Duration.ofSeconds(5), clock::get);
  }

  /// Adds a part that takes so long to close.
  private void add(OpenParts parts, String name, int millis) {
    parts.add(
        name,
        (it, atMost) -> {
          closed.add(it + " within " + atMost.toMillis());
          clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
        });
  }

  @Test
  void theyAreClosedInTheReverseOrderEachInTheTimeThatIsLeft() {
    var parts = parts();
    add(parts, "first", 1000);
    add(parts, "second", 3000);
    add(parts, "third", 1000);
    parts.close();
    assertThat(closed)
        .containsExactly("third within 5000", "second within 4000", "first within 1000");
  }

  @Test
  void whatIsKeptForEarlierOnesIsNotTakenByLaterOnes() {
    var parts = parts();
    add(parts, "records", 0);
    parts.keep(Duration.ofMillis(500));
    add(parts, "sockets", 1000);
    parts.keep(Duration.ofSeconds(1));
    add(parts, "updates", 2500);
    add(parts, "control", 1000);
    parts.close();
    assertThat(closed)
        .containsExactly(
            "control within 3500",
            "updates within 2500",
            "sockets within 1000",
            "records within 500");
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
