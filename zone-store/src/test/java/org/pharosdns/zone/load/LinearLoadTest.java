package org.pharosdns.zone.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A file four times as long costs four times as much: what loading lays down is counted, not
// timed.
class LinearLoadTest {
  private static final int SOME = 5_000;
  private static final int FACTOR = 4;

  /// Tables grow by doubling, so the step may be larger by chance; quadratic growth would be 16.
  private static final double MOST_GROWTH = 2.0 * FACTOR;

  private static long octetsAllocated(String line, int lines) {
    var text = new StringBuilder(LoadedText.HEAD);
    for (var i = 0; i < lines; i++) {
      text.append(line.replace("#", Integer.toString(i))).append('\n');
    }
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var octets = text.toString().getBytes(StandardCharsets.US_ASCII);
    var before = threads.getCurrentThreadAllocatedBytes();
    LoadedText.octets(octets, LoadLimits.DEFAULTS);
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "h# A 192.0.2.1",
        "same TXT t#",
        "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.h# A 192.0.2.1",
        "h# CNAME h0#",
        "sub# NS ns.sub#",
        "h# HTTPS 1 . alpn=h2 port=#",
        "h# A nonsense",
        "; comment #",
        "(h# A ( 192.0.2.1",
        "$ORIGIN o#",
        "x TXT \"t#\" \"t#\" \"t#\" \"t#\""
      })
  void workGrowsWithTheLengthOfTheFile(String line) {
    octetsAllocated(line, SOME);
    var some = octetsAllocated(line, SOME);
    var more = octetsAllocated(line, FACTOR * SOME);
    assertThat((double) more / some).isLessThan(MOST_GROWTH);
  }
}
