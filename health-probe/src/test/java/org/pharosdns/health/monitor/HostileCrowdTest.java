package org.pharosdns.health.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.pharosdns.health.check.Check;
import org.pharosdns.health.check.HostileServer;
import org.pharosdns.health.check.HostileServer.Deed;
import org.pharosdns.health.check.HttpCheck;
import org.pharosdns.health.check.ProbeResult;
import org.pharosdns.health.check.Prober;
import org.pharosdns.health.check.StatusRange;
import org.pharosdns.health.check.Target;
import org.pharosdns.health.check.Timing;
import org.pharosdns.health.verdict.Verdict;

/// Two hundred targets at once that do their worst, beside a few that are well. A machine that is
/// busy with other things has some rounds to be punctual in one.
class HostileCrowdTest {
  private static final int OF_EACH = 17;
  private static final int WELL = 5;
  private static final int NAMELESS = 5;
  private static final int ROUNDS = 3;
  private static final Duration TIMEOUT = Duration.ofMillis(600);
  private static final Duration TOLERANCE = Duration.ofMillis(100);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final long HEAP_OCTETS = 8L << 20;

  private final Map<Target, Duration> quickest = new ConcurrentHashMap<>();
  private final Map<Target, Set<String>> seen = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Long> starts = new ConcurrentLinkedQueue<>();
  private volatile CountDownLatch rounds = new CountDownLatch(1);

  private static HttpCheck check() {
    return new HttpCheck(
        new Timing(INTERVAL, TIMEOUT, INTERVAL, 0.1, 2, 2),
        80,
        null,
        "GET",
        "/healthz",
        "www.example.com",
        Map.of(),
        List.of(new StatusRange(200, 299)),
        "ok",
        16 * 1024);
  }

  private static Map<Target, String> reasons(HostileServer server) {
    var reasons = new ConcurrentHashMap<Target, String>();
    for (var deed : Deed.values()) {
      for (int i = 0; i < (deed == Deed.WELL ? WELL : OF_EACH); i++) {
        reasons.put(server.target(deed, i), deed.reason());
      }
    }
    for (int i = 0; i < NAMELESS; i++) {
      reasons.put(Target.named("nobody" + i + ".example", 80), "resolve");
    }
    return reasons;
  }

  @Test
  void eachGetsItsReasonInTimeAndNobodyElseIsHeldUp() throws Exception {
    try (var server = new HostileServer();
        var prober = new Prober(System::nanoTime, InstantSource.system());
        var monitors =
            new HealthMonitors(
                MonitorSettings.DEFAULTS,
                (check, target) -> probe(prober, check, target, server),
                System::nanoTime,
                new SplittableRandom(1),
                (table, changed) -> {})) {
      var reasons = reasons(server);
      assertThat(reasons).hasSizeGreaterThan(200);
      Set<Monitor> all = new HashSet<>();
      reasons.keySet().forEach(target -> all.add(new Monitor(check(), target)));
      monitors.watch(all);
      awaitRounds(2);
      long heapBefore = heapOctets();
      awaitRounds(ROUNDS);
      assertThat(heapOctets() - heapBefore).as("growth of the heap").isLessThan(HEAP_OCTETS);
      for (var monitor : all) {
        var target = monitor.target();
        var reason = reasons.getOrDefault(target, "");
        assertThat(seen.get(target)).as("reasons of %s", target).contains(reason);
        assertThat(quickest.get(target))
            .as("the best of some probes of %s, %s", target, reason)
            .isLessThan(TIMEOUT.plus(TOLERANCE));
        if (!reason.isEmpty()) {
          var status = Objects.requireNonNull(monitors.table().status(monitor));
          assertThat(status.verdict()).as(target.toString()).isEqualTo(Verdict.DOWN);
        }
      }
      assertThat(medianGap())
          .as("between starts of a well one")
          .isLessThan(INTERVAL.plus(INTERVAL.dividedBy(10)).plus(TOLERANCE));
    }
  }

  private ProbeResult probe(Prober prober, Check check, Target target, HostileServer server) {
    if (target.equals(server.target(Deed.WELL, 0))) {
      starts.add(System.nanoTime());
    }
    var result = prober.probe(check, target);
    var reason = result.kind() == ProbeResult.Kind.PASS ? "" : result.reason();
    seen.computeIfAbsent(target, any -> ConcurrentHashMap.newKeySet()).add(reason);
    quickest.merge(target, result.took(), (a, b) -> a.compareTo(b) <= 0 ? a : b);
    if (target.equals(server.target(Deed.SILENT, 0))) {
      rounds.countDown();
    }
    return result;
  }

  /// Waits until a silent target has been probed that many times more, which takes an interval
  /// each.
  private void awaitRounds(int count) throws InterruptedException {
    rounds = new CountDownLatch(count);
    assertThat(rounds.await(60, TimeUnit.SECONDS)).isTrue();
  }

  private static long heapOctets() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private Duration medianGap() {
    var times = starts.stream().mapToLong(Long::longValue).toArray();
    assertThat(times.length).isGreaterThan(ROUNDS);
    var gaps = new long[times.length - 1];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = times[i + 1] - times[i];
    }
    Arrays.sort(gaps);
    return Duration.ofNanos(gaps[gaps.length / 2]);
  }
}
