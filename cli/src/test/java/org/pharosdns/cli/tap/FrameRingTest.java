package org.pharosdns.cli.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.Draw;

/// Frames go in on one side and come out on the other, whole and in order, or are counted.
@Timeout(60)
class FrameRingTest {
  private static final Client CLIENT = Passing.client(Client.Transport.UDP, "192.0.2.7", 53_124);
  private static final byte[] LARGEST = new byte[65_535];
  private static final int CAPACITY = TapRings.capacity(1);

  private static DnstapFrames frames() {
    var time = new WallTime(() -> Instant.EPOCH, () -> 0);
    return new DnstapFrames(time, "n".repeat(255), "v".repeat(255), true, true);
  }

  private static FrameRing ring(double share) {
    return new FrameRing(frames(), CAPACITY, share, new Draw(7));
  }

  /// The last four octets of each frame, as numbers: those of its message.
  private static List<Integer> ends(ByteBuffer chunk) {
    var ends = new ArrayList<Integer>();
    while (chunk.hasRemaining()) {
      var length = chunk.getInt();
      ends.add(chunk.getInt(chunk.position() + length - 4));
      chunk.position(chunk.position() + length);
    }
    return ends;
  }

  private static List<Integer> drained(FrameRing ring) {
    var ends = new ArrayList<Integer>();
    for (var chunk = ring.chunk(); chunk.hasRemaining(); chunk = ring.chunk()) {
      var these = ends(chunk);
      assertThat(ring.chunkFrames()).isEqualTo(these.size());
      ends.addAll(these);
      ring.sent();
    }
    return ends;
  }

  private static byte[] message(int octets, int number) {
    var message = new byte[octets];
    ByteBuffer.wrap(message).putInt(octets - 4, number);
    return message;
  }

  @Test
  void aChunkIsTheSameUntilItIsSent() {
    var ring = ring(1);
    Passing.show(ring, CLIENT, 0, message(20, 1), message(30, 2));
    assertThat(ends(ring.chunk())).containsExactly(1, 2);
    Passing.show(ring, CLIENT, 0, message(20, 3), new byte[0]);
    assertThat(ends(ring.chunk())).containsExactly(1, 2, 3);
    ring.sent();
    assertThat(drained(ring)).isEmpty();
  }

  @Test
  void aFullRingDropsWhatIsNewAndCounts() {
    var ring = ring(1);
    var shown = 0;
    while (ring.dropped() == 0) {
      Passing.show(ring, CLIENT, 0, message(500, shown), message(500, shown));
      shown++;
    }
    assertThat(ring.dropped()).isEqualTo(1);
    assertThat(drained(ring)).hasSize(2 * (shown - 1)).startsWith(0, 0, 1, 1);
    Passing.show(ring, CLIENT, 0, message(4, -5), new byte[0]);
    assertThat(drained(ring)).containsExactly(-5);
  }

  @Test
  void theLargestMessageWithTheLargestAnswerFitsWhereverALapEnds() {
    var ring = ring(1);
    for (var i = 0; i < 60; i++) {
      Passing.show(ring, CLIENT, 0, LARGEST, LARGEST);
      Passing.show(ring, CLIENT, 0, message(4 + 977 * i, i), message(4, i));
      assertThat(drained(ring)).containsExactly(0, 0, i, i);
    }
    assertThat(ring.dropped()).isZero();
  }

  @Test
  void aShareIsKept() {
    var ring = ring(0.25);
    var kept = 0;
    for (var i = 0; i < 100_000; i++) {
      Passing.show(ring, CLIENT, 0, message(4, i), new byte[0]);
      kept += drained(ring).size();
    }
    assertThat(kept).isBetween(24_000, 26_000);
  }

  @Test
  void everyPlaceInALapCanBeItsEnd() {
    var ring = ring(1);
    for (var i = 0; i < 20_000; i++) {
      Passing.show(ring, CLIENT, 0, message(4 + i % 911, i), message(4 + i % 1009, i));
      if (i % 3 == 0) {
        drained(ring);
      }
    }
    assertThat(ring.dropped()).isZero();
    assertThat(drained(ring)).containsExactly(19_999, 19_999);
  }

  /// Many laps, by two threads: numbers only grow, and every frame is sent or its message counted.
  @Test
  void nothingIsTornOrReorderedBetweenTwoThreads() throws InterruptedException {
    var ring = ring(1);
    var wrong = new ArrayList<String>();
    var done = new AtomicBoolean();
    var seen = new int[2];
    var reader =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (var last = false; !last && wrong.isEmpty(); ) {
                    last = done.get();
                    for (var number : drained(ring)) {
                      if (number < seen[1] || (number > seen[1] && seen[0] % 2 == 1)) {
                        wrong.add(number + " after " + seen[1]);
                      }
                      seen[0]++;
                      seen[1] = number;
                    }
                  }
                });
    var random = new SplittableRandom(3);
    var shown = 60_000;
    for (var i = 1; i <= shown; i++) {
      var query = message(4 + random.nextInt(300), i);
      Passing.show(
          ring, CLIENT, 0, query, Arrays.copyOfRange(query, query.length - 4, query.length));
    }
    done.set(true);
    reader.join();
    assertThat(wrong).isEmpty();
    assertThat(seen[0] / 2 + ring.dropped()).isEqualTo(shown);
    assertThat(seen[0]).isPositive();
  }
}
