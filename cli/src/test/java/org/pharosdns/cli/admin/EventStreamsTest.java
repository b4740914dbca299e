package org.pharosdns.cli.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class EventStreamsTest {
  private final AtomicLong now = new AtomicLong();
  private final EventStreams streams = new EventStreams(now::get);

  @Test
  void thereIsABoundAndAPlaceIsGivenBack() {
    for (var i = 0; i < EventStreams.MOST; i++) {
      assertThat(streams.enter()).isTrue();
    }
    assertThat(streams.enter()).isFalse();
    assertThat(streams.open()).isEqualTo(EventStreams.MOST);
    streams.leave();
    assertThat(streams.enter()).isTrue();
  }

  /// A client that takes the first octets and then no more.
  private static final class Stuck extends OutputStream {
    private final CountDownLatch reached = new CountDownLatch(1);

    @Override
    public void write(int octet) throws IOException {
      reached.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        throw new InterruptedIOException("the connection is closed");
      }
    }
  }

  @Test
  void whoDoesNotReadLosesItsPlaceAndNobodyElseDoes() throws Exception {
    var stuck = new Stuck();
    var ended = new CountDownLatch(1);
    var thread =
        Thread.startVirtualThread(
            () -> {
              try {
                streams.stream(stuck);
              } catch (IOException | InterruptedException e) {
                ended.countDown();
              }
            });
    while (stuck.reached.getCount() > 0) {
      streams.publish("{}");
      Thread.onSpinWait();
    }
    now.addAndGet(WatchedWrites.PATIENCE.toNanos());
    streams.dropStuck();
    assertThat(streams.dropped()).isZero();
    assertThat(thread.isAlive()).isTrue();
    now.addAndGet(1);
    streams.dropStuck();
    ended.await();
    assertThat(streams.dropped()).isEqualTo(1);
  }

  @Test
  void whoReadsIsNotDroppedHoweverLittleThereIs() throws Exception {
    var read = new ByteArrayOutputStream();
    var thread =
        Thread.startVirtualThread(
            () -> {
              try {
                streams.stream(read);
              } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    while (read.size() == 0) {
      streams.publish("{\"a\":1}");
      Thread.onSpinWait();
    }
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    now.addAndGet(WatchedWrites.PATIENCE.multipliedBy(3).toNanos());
    streams.dropStuck();
    assertThat(streams.dropped()).isZero();
    streams.close();
    thread.join();
    assertThat(read.toString(StandardCharsets.UTF_8)).startsWith("data: {\"a\":1}\n\n");
  }
}
