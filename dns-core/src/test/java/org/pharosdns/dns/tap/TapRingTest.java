package org.pharosdns.dns.tap;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.Draw;

/// Messages go in on one side and come out on the other, whole and in order, or are counted.
@Timeout(60)
class TapRingTest {
  private static final byte[] NOTHING = new byte[65_535];
  private final Client client = new Client(Client.Transport.UDP);

  private static TapRing ring(double share) {
    return new TapRing(TapRing.LEAST_OCTETS, share, new Draw(7));
  }

  private void pass(TapRing ring, String message, String answer, long nanos) {
    var in = (">" + message).getBytes(US_ASCII);
    var out = (">>" + answer).getBytes(US_ASCII);
    ring.saw(in, 1, in.length - 1, client, nanos, out, 2, out.length - 2);
  }

  private static List<String> drained(TapRing ring) {
    var seen = new ArrayList<String>();
    ring.drain(passage -> seen.add(text(passage)));
    return seen;
  }

  private static String text(Passage passage) {
    var octets = passage.octets();
    return new String(octets, passage.messageOffset(), passage.messageOctets(), US_ASCII)
        + "/"
        + new String(octets, passage.answerOffset(), Math.max(0, passage.answerOctets()), US_ASCII)
        + "@"
        + passage.nanos();
  }

  @Test
  void aMessageComesOutAsItWentIn() {
    var tcp = new Client(Client.Transport.TCP);
    tcp.address(new byte[] {(byte) 192, 0, 2, 7}, 0, 4);
    tcp.port(65_535);
    var ring = ring(1);
    ring.saw(new byte[] {1, 2, 3}, 0, 3, tcp, -5, NOTHING, 0, Tap.LATER);
    pass(ring, "question", "answer", 9);
    var seen = new ArrayList<String>();
    ring.drain(
        passage -> {
          seen.add(
              "%s %d %d %d %d"
                  .formatted(
                      passage.transport(),
                      passage.port(),
                      passage.addressOctets(),
                      passage.octets()[passage.addressOffset() + 3],
                      passage.answerOctets()));
          return seen.size() < 1;
        });
    assertThat(seen).containsExactly("TCP 65535 4 7 -1");
    assertThat(drained(ring)).containsExactly("question/answer@9");
    assertThat(drained(ring)).isEmpty();
  }

  @Test
  void aFullRingDropsWhatIsNewAndCounts() {
    var ring = ring(1);
    var sent = 0;
    while (ring.dropped() == 0) {
      pass(ring, "m" + sent, "a", sent);
      sent++;
    }
    assertThat(ring.dropped()).isEqualTo(1);
    var seen = drained(ring);
    assertThat(seen).hasSize(sent - 1).startsWith("m0/a@0");
    pass(ring, "again", "", 1);
    assertThat(drained(ring)).containsExactly("again/@1");
  }

  @Test
  void theLargestMessageWithTheLargestAnswerFits() {
    var ring = ring(1);
    ring.saw(NOTHING, 0, NOTHING.length, client, 1, NOTHING, 0, NOTHING.length);
    assertThat(ring.drain(_ -> true)).isEqualTo(1);
    ring.saw(NOTHING, 0, NOTHING.length, client, 1, NOTHING, 0, NOTHING.length);
    ring.saw(NOTHING, 0, NOTHING.length, client, 1, NOTHING, 0, NOTHING.length);
    assertThat(ring.drain(_ -> true)).isEqualTo(2);
    assertThat(ring.dropped()).isZero();
  }

  @Test
  void aShareIsKept() {
    var ring = ring(0.25);
    var kept = 0;
    for (var i = 0; i < 100_000; i++) {
      pass(ring, "m", "a", i);
      kept += ring.drain(_ -> true);
    }
    assertThat(kept).isBetween(24_000, 26_000);
  }

  /// Twenty megaoctets through half of one, by two threads.
  @Test
  void nothingIsTornOrReorderedBetweenTwoThreads() throws InterruptedException {
    var ring = ring(1);
    var wrong = new ArrayList<String>();
    var done = new AtomicBoolean();
    var taken = new long[2];
    var reader =
        Thread.ofPlatform()
            .start(
                () -> {
                  var last = false;
                  while (!last) {
                    last = done.get();
                    ring.drain(
                        passage -> {
                          var nanos = passage.nanos();
                          if (nanos <= taken[1] || !matches(passage)) {
                            wrong.add(nanos + " after " + taken[1]);
                          }
                          taken[0]++;
                          taken[1] = nanos;
                          return wrong.isEmpty();
                        });
                  }
                });
    var random = new SplittableRandom(3);
    var octets = new byte[2000];
    var sent = 0;
    for (var bytes = 0L; bytes < 20_000_000; sent++) {
      var length = random.nextInt(octets.length);
      Arrays.fill(octets, (byte) length);
      ring.saw(octets, 0, length, client, sent + 1L, octets, 0, length / 2);
      bytes += length + length / 2;
    }
    done.set(true);
    reader.join();
    assertThat(wrong).isEmpty();
    assertThat(taken[0] + ring.dropped()).isEqualTo(sent);
    assertThat(taken[0]).isPositive();
  }

  private static boolean matches(Passage passage) {
    var length = passage.messageOctets();
    if (passage.answerOctets() != length / 2) {
      return false;
    }
    for (var i = 0; i < length + length / 2; i++) {
      if (passage.octets()[passage.messageOffset() + i] != (byte) length) {
        return false;
      }
    }
    return true;
  }
}
