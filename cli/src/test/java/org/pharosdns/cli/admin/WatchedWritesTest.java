package org.pharosdns.cli.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pharosdns.cli.control.Body;

@Timeout(20)
class WatchedWritesTest {
  private final AtomicLong now = new AtomicLong();
  private final WatchedWrites writes = new WatchedWrites(now::get);

  /// What a client reads counts for nothing: all of it must have been read in time.
  @ParameterizedTest
  @CsvSource({"0, 10", "524287, 10", "524288, 11", "2621440, 15"})
  void whoTakesAnOctetNowAndThenIsEndedToo(int octets, int seconds) throws Exception {
    var time = Body.of(new byte[octets]).time(WatchedWrites.PATIENCE);
    var taken = new SynchronousQueue<Integer>();
    var ended = new CountDownLatch(1);
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                writes.watch(
                    time,
                    () -> {
                      while (true) {
                        put(taken);
                      }
                    });
              } catch (IOException e) {
                ended.countDown();
              }
            });
    for (var second = 0; second < seconds; second++) {
      assertThat(taken.take()).isOne();
      now.addAndGet(1_000_000_000L);
      assertThat(writes.endStuck()).isZero();
    }
    now.incrementAndGet();
    assertThat(writes.endStuck()).isOne();
    ended.await();
  }

  private static void put(SynchronousQueue<Integer> taken) throws InterruptedIOException {
    try {
      taken.put(1);
    } catch (InterruptedException e) {
      throw new InterruptedIOException("the connection is closed");
    }
  }
}
