package org.pharosdns.health.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.health.check.FeedCheck;
import org.pharosdns.health.check.ProbeResult;
import org.pharosdns.health.check.Timing;
import org.pharosdns.health.verdict.Verdict;

class VerdictStoreTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final long SECOND = 1_000_000_000L;
  private static final Timing DEFAULTS = Timing.DEFAULTS;
  private static final ProbeResult PASS = ProbeResult.pass(Duration.ZERO);
  private static final ProbeResult FAIL = ProbeResult.fail("refused", Duration.ZERO);
  private static final Monitor UP = Monitors.tcp(DEFAULTS, 1);
  private static final Monitor SUSPECT = Monitors.tcp(DEFAULTS, 2);
  private static final Monitor DOWN = Monitors.tcp(DEFAULTS, 3);
  private static final Monitor UNKNOWN = Monitors.tcp(DEFAULTS, 4);
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
        NOW,
        0);
  }

  private Map<Monitor, SavedVerdict> load(Instant now) throws IOException {
    return store.load(ALL, now, 0);
  }

  private static SavedVerdict saved(Verdict verdict, Instant at) {
    return new SavedVerdict(verdict, 100, at, 0);
  }

  @Test
  void verdictsComeBackAsUpOrDownWithTheirAge() throws IOException {
    save();
    assertThat(load(NOW.plusSeconds(60)))
        .isEqualTo(
            Map.of(
                UP, saved(Verdict.UP, NOW),
                SUSPECT, saved(Verdict.UP, NOW),
                DOWN, saved(Verdict.DOWN, NOW)));
  }

  @Test
  void oldVerdictsAndThoseOfTheFutureAreNotUsed() throws IOException {
    save();
    assertThat(load(NOW.plus(Duration.ofMinutes(10)))).hasSize(3);
    assertThat(load(NOW.plus(Duration.ofMinutes(10)).plusNanos(1))).isEmpty();
    assertThat(load(NOW.minusNanos(1))).isEmpty();
  }

  @Test
  void aMonitorWhoseCheckHasChangedBeginsAnew() throws IOException {
    save();
    Monitor changed = Monitors.tcp(Monitors.every(Duration.ofSeconds(1)), 1);
    assertThat(store.load(Set.of(changed), NOW, 0)).isEmpty();
  }

  @Test
  void verdictsThatWereOnlySavedAreSavedAgainWithTheirAge() throws IOException {
    Instant before = NOW.minusSeconds(300);
    var seeded = new Watched(UP, saved(Verdict.UP, before));
    store.save(table(seeded, watched(DOWN, FAIL)), NOW, 0);
    Instant later = NOW.plusSeconds(60);
    assertThat(load(later))
        .isEqualTo(
            Map.of(
                UP, saved(Verdict.UP, before),
                DOWN, saved(Verdict.DOWN, NOW)));
    assertThat(load(before.plus(Duration.ofMinutes(10)).plusNanos(1))).containsOnlyKeys(DOWN);
    store.save(table(seeded), before.plus(Duration.ofMinutes(10)).plusNanos(1), 0);
    assertThat(load(NOW.plusSeconds(600))).isEmpty();
  }

  @Test
  void noFileIsNoVerdictAndOfAWrongOneTheLineIsNamed() throws IOException {
    assertThat(load(NOW)).isEmpty();
    var head = "pharos verdicts 1 " + NOW + "\n";
    var noVerdict = ":2: does not begin with a verdict as UP, DOWN or UP/50";
    requireRefused("", ":1: does not begin with \"pharos verdicts 1\"");
    requireRefused("nonsense\n", ":1: does not begin with \"pharos verdicts 1\"");
    requireRefused("pharos verdicts 1 today\n", ":1: does not end with a time");
    requireRefused(head + "\n", noVerdict);
    requireRefused(head + "LOST k\n", noVerdict);
    requireRefused(head + "UP/x k\n", noVerdict);
    requireRefused(head + "UP/101 k\n", noVerdict);
    requireRefused(head + "UP k\nUP\n", ":3: has no monitor");
    requireRefused(head + "UP k today\n", ":2: does not end with a time");
    requireRefused(head + "UP \u00e9\n", StandardCharsets.ISO_8859_1, ": not a text in UTF-8");
  }

  private void requireRefused(String text, String why) throws IOException {
    requireRefused(text, StandardCharsets.UTF_8, why);
  }

  private void requireRefused(String text, Charset charset, String why) throws IOException {
    var file = Files.writeString(folder.resolve("verdicts"), text, charset);
    assertThatThrownBy(() -> load(NOW))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + why);
  }

  @Test
  void whatIsNoRegularFileIsNamedAndNotRead() throws IOException {
    var file = Files.createDirectory(folder.resolve("verdicts"));
    assertThatThrownBy(() -> load(NOW))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " is no regular file");
  }

  @Test
  void theShareThatATargetWantsComesBackWithItsVerdict() throws IOException {
    var half = new ProbeResult(ProbeResult.Kind.PASS, "50%", Duration.ZERO, 50);
    var drain = new ProbeResult(ProbeResult.Kind.PASS, "drain", Duration.ZERO, 0);
    store.save(
        table(
            watched(UP, half),
            watched(SUSPECT, drain),
            watched(DOWN, drain, FAIL, FAIL, FAIL),
            watched(UNKNOWN)),
        NOW,
        0);
    assertThat(load(NOW))
        .isEqualTo(
            Map.of(
                UP, new SavedVerdict(Verdict.UP, 50, NOW, 0),
                SUSPECT, new SavedVerdict(Verdict.UP, 0, NOW, 0),
                DOWN, new SavedVerdict(Verdict.DOWN, 0, NOW, 0)));
    for (var each : load(NOW).entrySet()) {
      var seeded = new Watched(each.getKey(), each.getValue());
      assertThat(seeded.status().weightPercent()).isEqualTo(each.getValue().weightPercent());
    }
  }

  @Test
  void filesOfVersionsThatKnewNoSharesAndNoAgesAreStillRead() throws IOException {
    save();
    Path file = folder.resolve("verdicts");
    var text = Files.readString(file);
    assertThat(text).matches("(?s)pharos verdicts 1 \\S+\n((UP|DOWN) [0-9a-f]{32} \\S+\n){3}");
    Files.writeString(file, text.replaceAll("(?m)(^(UP|DOWN) \\S+) .*", "$1"));
    assertThat(load(NOW.plusSeconds(60))).hasSize(3).containsEntry(UP, saved(Verdict.UP, NOW));
  }

  @Test
  void theAgeOfWhatAFeedToldCountsFromThenAndOfAllElseFromTheLoading() throws IOException {
    var feed =
        new Monitor(
            new FeedCheck("f", null, Duration.ofHours(2)), Monitors.tcp(DEFAULTS, 5).target());
    long told = 1_000 * SECOND;
    long later = told + 3_600 * SECOND;
    var fed = new Watched(feed, null);
    fed.take(PASS, told);
    fed.publish();
    var probed = new Watched(UP, null);
    probed.take(PASS, later);
    probed.publish();
    store.save(table(fed, probed), NOW, later);
    long restarted = 50 * SECOND;
    assertThat(store.load(Set.of(feed, UP), NOW.plusSeconds(60), restarted))
        .isEqualTo(
            Map.of(
                feed,
                new SavedVerdict(
                    Verdict.UP, 100, NOW.minusSeconds(3_600), restarted - 3_660 * SECOND),
                UP,
                new SavedVerdict(Verdict.UP, 100, NOW, restarted)));
    assertThat(store.load(Set.of(feed), NOW.plusSeconds(601), 0)).isEmpty();
  }

  @Test
  void aVerdictIsAsOldAsItsEvidenceHoweverManyProbesWereVoidSince() throws IOException {
    var probed = new Watched(UP, null);
    probed.take(PASS, 1_000 * SECOND);
    probed.take(ProbeResult.none("late", Duration.ZERO), 1_300 * SECOND);
    probed.publish();
    store.save(table(probed), NOW, 1_300 * SECOND);
    assertThat(load(NOW)).isEqualTo(Map.of(UP, saved(Verdict.UP, NOW.minusSeconds(300))));
    store.save(table(probed), NOW, 4_600 * SECOND);
    assertThat(load(NOW)).isEmpty();
  }
}
