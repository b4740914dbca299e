package org.pharosdns.cli.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A verdict that many names share changes all of them at once, and costs each no more than what is
/// its own.
class SharedVerdictTest {
  private static final int NAMES = 2000;
  private static final String SHARED = "172.18.0.1";

  /// What a name may cost, with room for another JVM: it is some 600 with this one.
  private static final long MOST_OCTETS = 1000;

  @TempDir Path folder;

  /// Names `s0` and so on with an address each of their own and one that all share.
  private FedZones zones() throws IOException {
    var records = new StringBuilder();
    var steering = new StringBuilder();
    for (var i = 0; i < NAMES; i++) {
      records.append("s%d A 172.16.%d.%d\ns%d A %s\n".formatted(i, i >> 8, i & 255, i, SHARED));
      steering.append("[name.s%d]\ncheck = \"told\"\n".formatted(i));
    }
    return new FedZones(folder, records.toString(), steering.toString());
  }

  private static long answering(FedZones zones, int members) {
    return zones.steered().stream()
        .filter(each -> each.usableMembers(zones.nowNanos()) == members)
        .count();
  }

  @Test
  void allNamesChangeAtOnceForAFewOctetsEach() throws Exception {
    try (var zones = zones()) {
      zones.find(zones.all(), FedZones.UP);
      assertThat(answering(zones, 2)).isEqualTo(NAMES);
      var shared = List.of(zones.of(SHARED));

      var octets = Long.MAX_VALUE;
      for (var i = 0; i < 3; i++) {
        var fall = zones.find(shared, FedZones.DOWN);
        assertThat(answering(zones, 1)).isEqualTo(NAMES);
        var rise = zones.find(shared, FedZones.UP);
        assertThat(answering(zones, 2)).isEqualTo(NAMES);
        octets = Math.min(octets, Math.max(fall, rise));
      }
      assertThat(octets / NAMES).isLessThan(MOST_OCTETS);
    }
  }

  @Test
  void aVerdictOfOneNameLeavesAllOthersAsTheyWere() throws Exception {
    try (var zones = zones()) {
      zones.find(zones.all(), FedZones.UP);
      var before = zones.steered();
      zones.find("172.16.7.200", FedZones.DOWN);
      var after = zones.steered();
      assertThat(after).hasSameSizeAs(before);
      for (var i = 0; i < NAMES; i++) {
        if (i == (7 << 8 | 200)) {
          assertThat(after.get(i).usableMembers(zones.nowNanos())).isEqualTo(1);
        } else {
          assertThat(after.get(i)).isSameAs(before.get(i));
        }
      }
    }
  }

  @Test
  void aRehearsalLeavesEverythingAsItWas() throws Exception {
    try (var zones = zones()) {
      zones.find(zones.all(), FedZones.UP);
      zones.find(SHARED, FedZones.DOWN);
      var before = zones.steered();
      var incidents = zones.zones().incidents();
      var slices = new AtomicInteger();

      VerdictRehearsal.run(
          zones.zones(),
          slice -> {
            slices.incrementAndGet();
            slice.run();
          },
          () -> true);

      assertThat(slices.get() * 64).isGreaterThan(10 * NAMES);
      assertThat(zones.steered()).isSameAs(before);
      assertThat(zones.zones().incidents()).isEqualTo(incidents);
      zones.find(SHARED, FedZones.UP);
      assertThat(answering(zones, 2)).isEqualTo(NAMES);
      assertThat(zones.zones().incidents()).isNotEmpty().allMatch(each -> each.upAt() != null);
    }
  }

  @Test
  void aRehearsalEndsWithTheServer() throws Exception {
    try (var zones = zones()) {
      var slices = new AtomicInteger();
      VerdictRehearsal.run(zones.zones(), _ -> slices.incrementAndGet(), () -> slices.get() == 0);
      assertThat(slices).hasValue(1);
    }
  }
}
