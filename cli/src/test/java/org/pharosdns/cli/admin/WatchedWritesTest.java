package org.pharosdns.cli.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WatchedWritesTest {
  private final AtomicLong now = new AtomicLong();
  private final WatchedWrites writes = new WatchedWrites(now::get);

  /// What a client reads counts for nothing: all of it must have been read in time.
  @Test
  void whoTakesAnOctetNowAndThenIsEndedToo() throws Exception {
    var octets = new SynchronousQueue<Integer>();
    var ended = new CountDownLatch(1);
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                writes.watch(
                    () -> {
                      while (true) {
                        put(octets);
                      }
                    });
              } catch (IOException e) {
                ended.countDown();
              }
            });
    for (var second = 0; second < 10; second++) {
      assertThat(octets.take()).isOne();
      now.addAndGet(1_000_000_000L);
      assertThat(writes.endStuck()).isZero();
    }
    now.incrementAndGet();
    assertThat(writes.endStuck()).isOne();
    ended.await();
  }

  private static void put(SynchronousQueue<Integer> octets) throws InterruptedIOException {
    try {
      octets.put(1);
    } catch (InterruptedException e) {
      throw new InterruptedIOException("the connection is closed");
    }
  }
}
