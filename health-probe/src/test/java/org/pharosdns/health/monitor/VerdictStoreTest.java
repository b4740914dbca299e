package org.pharosdns.health.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.health.check.ProbeResult;
import org.pharosdns.health.check.Timing;
import org.pharosdns.health.verdict.Verdict;

class VerdictStoreTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final ProbeResult PASS = ProbeResult.pass(Duration.ZERO);
  private static final ProbeResult FAIL = ProbeResult.fail("refused", Duration.ZERO);
  private static final Monitor UP = Monitors.tcp(Timing.DEFAULTS, 1);
  private static final Monitor SUSPECT = Monitors.tcp(Timing.DEFAULTS, 2);
  private static final Monitor DOWN = Monitors.tcp(Timing.DEFAULTS, 3);
  private static final Monitor UNKNOWN = Monitors.tcp(Timing.DEFAULTS, 4);
  private static final Set<Monitor> ALL = Set.of(UP, SUSPECT, DOWN, UNKNOWN);

  private final Path folder;
  private final VerdictStore store;

  VerdictStoreTest(@TempDir Path folder) {
    this.folder = folder;
    this.store = new VerdictStore(folder);
  }

  private static Watched watched(Monitor monitor, ProbeResult... results) {
    var watched = new Watched(monitor, null);
    for (ProbeResult result : results) {
      watched.take(result, 1);
    }
    watched.publish();
    return watched;
  }

  private static HealthTable table(Watched... watched) {
    return new HealthTable(
        Arrays.stream(watched).collect(Collectors.toMap(Watched::monitor, each -> each)));
  }

  private void save() throws IOException {
    store.save(
        table(
            watched(UP, PASS), watched(SUSPECT, PASS, FAIL), watched(DOWN, FAIL), watched(UNKNOWN)),
        NOW);
  }

  @Test
  void verdictsComeBackAsUpOrDownWithTheirAge() throws IOException {
    save();
    assertThat(store.load(ALL, NOW.plusSeconds(60)))
        .isEqualTo(
            Map.of(
                UP, new SavedVerdict(Verdict.UP, NOW),
                SUSPECT, new SavedVerdict(Verdict.UP, NOW),
                DOWN, new SavedVerdict(Verdict.DOWN, NOW)));
  }

  @Test
  void oldVerdictsAndThoseOfTheFutureAreNotUsed() throws IOException {
    save();
    assertThat(store.load(ALL, NOW.plus(Duration.ofMinutes(10)))).hasSize(3);
    assertThat(store.load(ALL, NOW.plus(Duration.ofMinutes(10)).plusNanos(1))).isEmpty();
    assertThat(store.load(ALL, NOW.minusNanos(1))).isEmpty();
  }

  @Test
  void aMonitorWhoseCheckHasChangedBeginsAnew() throws IOException {
    save();
    Monitor changed = Monitors.tcp(Monitors.every(Duration.ofSeconds(1)), 1);
    assertThat(store.load(Set.of(changed), NOW)).isEmpty();
  }

  @Test
  void verdictsThatWereOnlySavedAreSavedAgainWithTheirAge() throws IOException {
    Instant before = NOW.minusSeconds(300);
    var seeded = new Watched(UP, new SavedVerdict(Verdict.UP, before));
    store.save(table(seeded, watched(DOWN, FAIL)), NOW);
    Instant later = NOW.plusSeconds(60);
    assertThat(store.load(ALL, later))
        .isEqualTo(
            Map.of(
                UP, new SavedVerdict(Verdict.UP, before),
                DOWN, new SavedVerdict(Verdict.DOWN, NOW)));
    assertThat(store.load(ALL, before.plus(Duration.ofMinutes(10)).plusNanos(1)))
        .containsOnlyKeys(DOWN);
    store.save(table(seeded), before.plus(Duration.ofMinutes(10)).plusNanos(1));
    assertThat(store.load(ALL, NOW.plusSeconds(600))).isEmpty();
  }

  @Test
  void noFileIsNoVerdictAndAWrongOneIsNamed() throws IOException {
    assertThat(store.load(ALL, NOW)).isEmpty();
    Path file = folder.resolve("verdicts");
    for (String wrong : List.of("", "nonsense\n", "pharos verdicts 1 " + NOW + "\nUP\n")) {
      Files.writeString(file, wrong);
      assertThatThrownBy(() -> store.load(ALL, NOW))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(file.toString());
    }
  }
}
