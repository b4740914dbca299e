package org.pharosdns.cli.steering;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.config.ConfigLoader;
import org.pharosdns.cli.zones.ZoneReading;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.health.check.ProbeResult;
import org.pharosdns.health.monitor.ForcedStates;
import org.pharosdns.health.monitor.HealthMonitors;
import org.pharosdns.health.monitor.HealthTable;
import org.pharosdns.health.monitor.Monitor;
import org.pharosdns.health.monitor.MonitorSettings;
import org.pharosdns.health.monitor.Report;
import org.pharosdns.health.monitor.VerdictStore;
import org.pharosdns.zone.serve.ZoneStore;
import org.pharosdns.zone.steer.CompiledSteering;

/// A verdict that many names share changes all of them at once, and costs each no more than what is
/// its own.
class SharedVerdictTest {
  private static final int NAMES = 2000;
  private static final DnsName APEX = DnsName.parse("example.com");

  /// What a name may cost, with room for another JVM: it is some 600 with this one.
  private static final long MOST_OCTETS = 1000;

  @TempDir Path folder;

  private final AtomicLong now = new AtomicLong(1_000_000_000L);
  private final List<Monitor> changed = new ArrayList<>();

  /// Names `s0` and so on with an address each of their own and one that all share.
  private MonitoredZones zones(HealthMonitors monitors) throws Exception {
    var state = Files.createDirectories(folder.resolve("state"));
    var files = Files.createDirectories(folder.resolve("zones"));
    var zone = new StringBuilder("$TTL 300\n@ SOA ns host 1 3600 600 86400 300\n@ NS ns\n");
    zone.append("ns A 127.0.0.1\n");
    var steering = new StringBuilder("[check.told]\ntype = \"feed\"\nvalidity = \"1h\"\n");
    for (var i = 0; i < NAMES; i++) {
      zone.append("s%d A 172.16.%d.%d\ns%d A 172.18.0.1\n".formatted(i, i >> 8, i & 255, i));
      steering.append("[name.s%d]\ncheck = \"told\"\n".formatted(i));
    }
    Files.writeString(files.resolve("example.com.zone"), zone);
    Files.writeString(files.resolve("example.com.toml"), steering);
    var configuration = Files.writeString(folder.resolve("pharos.toml"), "");
    var reading =
        ZoneReading.of(requireNonNull(ConfigLoader.load(configuration, folder).value()), files);
    assertThat(reading.allProblems()).isEmpty();
    var zones =
        new MonitoredZones(
            new ZoneStore(),
            monitors,
            ForcedStates.open(state),
            new VerdictStore(state),
            TierStore.open(state),
            false,
            Clock.systemUTC(),
            Clock.systemUTC(),
            now::get);
    zones.replace(reading.sound());
    return zones;
  }

  private HealthMonitors monitors() {
    return new HealthMonitors(
        MonitorSettings.DEFAULTS,
        (check, target) -> ProbeResult.none("never probed", Duration.ZERO),
        now::get,
        new Random(1),
        this::note);
  }

  private synchronized void note(HealthTable table, List<Monitor> some) {
    changed.addAll(some);
  }

  private synchronized List<Monitor> takeChanged() {
    var taken = List.copyOf(changed);
    changed.clear();
    return taken;
  }

  /// Reports the same of monitors and lets the zones know, on this thread.
  ///
  /// @return the octets that the latter allocated
  private long report(
      HealthMonitors monitors, MonitoredZones zones, List<Monitor> some, ProbeResult result)
      throws InterruptedException {
    var at = now.addAndGet(Duration.ofSeconds(1).toNanos());
    monitors.report(some.stream().map(each -> new Report(each, result, at)).toList());
    var news = takeChanged();
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var before = threads.getCurrentThreadAllocatedBytes();
    zones.healthChanged(monitors.table(), news);
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static long answering(MonitoredZones zones, int members) {
    return steered(zones).stream().filter(each -> each.usableMembers() == members).count();
  }

  private static List<CompiledSteering> steered(MonitoredZones zones) {
    return requireNonNull(zones.zones().get(APEX)).steered();
  }

  private static Monitor of(HealthMonitors monitors, String address) {
    return monitors.monitors().stream()
        .filter(each -> each.label().contains(address))
        .findAny()
        .orElseThrow();
  }

  @Test
  void allNamesChangeAtOnceForAFewOctetsEach() throws Exception {
    try (var monitors = monitors()) {
      var zones = zones(monitors);
      var up = ProbeResult.pass(Duration.ZERO);
      var down = ProbeResult.fail("told", Duration.ZERO);
      report(monitors, zones, List.copyOf(monitors.monitors()), up);
      assertThat(answering(zones, 2)).isEqualTo(NAMES);
      var shared = List.of(of(monitors, "172.18.0.1"));

      var octets = Long.MAX_VALUE;
      for (var i = 0; i < 3; i++) {
        var fall = report(monitors, zones, shared, down);
        assertThat(answering(zones, 1)).isEqualTo(NAMES);
        var rise = report(monitors, zones, shared, up);
        assertThat(answering(zones, 2)).isEqualTo(NAMES);
        octets = Math.min(octets, Math.max(fall, rise));
      }
      assertThat(octets / NAMES).isLessThan(MOST_OCTETS);
    }
  }

  @Test
  void aVerdictOfOneNameLeavesAllOthersAsTheyWere() throws Exception {
    try (var monitors = monitors()) {
      var zones = zones(monitors);
      report(monitors, zones, List.copyOf(monitors.monitors()), ProbeResult.pass(Duration.ZERO));
      var before = steered(zones);
      report(
          monitors,
          zones,
          List.of(of(monitors, "172.16.7.200")),
          ProbeResult.fail("told", Duration.ZERO));
      var after = steered(zones);
      var other = new ArrayList<String>();
      for (var i = 0; i < NAMES; i++) {
        if (before.get(i) != after.get(i)) {
          other.add(after.get(i).owner() + " " + RecordType.mnemonic(after.get(i).type()));
        }
      }
      assertThat(other).containsExactly("s1992.example.com. A");
    }
  }

  @Test
  void aRehearsalLeavesEverythingAsItWas() throws Exception {
    try (var monitors = monitors()) {
      var zones = zones(monitors);
      report(monitors, zones, List.copyOf(monitors.monitors()), ProbeResult.pass(Duration.ZERO));
      var shared = of(monitors, "172.18.0.1");
      report(monitors, zones, List.of(shared), ProbeResult.fail("told", Duration.ZERO));
      var before = steered(zones);
      var incidents = zones.incidents();
      var slices = new AtomicInteger();

      VerdictRehearsal.run(
          zones,
          slice -> {
            slices.incrementAndGet();
            slice.run();
          },
          () -> true);

      assertThat(slices.get() * 64).isGreaterThan(10 * NAMES);
      assertThat(steered(zones)).isSameAs(before);
      assertThat(zones.incidents()).isEqualTo(incidents);
      report(monitors, zones, List.of(shared), ProbeResult.pass(Duration.ZERO));
      assertThat(answering(zones, 2)).isEqualTo(NAMES);
      assertThat(zones.incidents()).isNotEmpty().allMatch(each -> each.upAt() != null);
    }
  }

  @Test
  void aRehearsalEndsWithTheServer() throws Exception {
    try (var monitors = monitors()) {
      var slices = new AtomicInteger();
      VerdictRehearsal.run(zones(monitors), _ -> slices.incrementAndGet(), () -> slices.get() == 0);
      assertThat(slices).hasValue(1);
    }
  }
}
