package org.pharosdns.health.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.health.check.FeedCheck;
import org.pharosdns.health.check.ProbeResult;
import org.pharosdns.health.check.Target;
import org.pharosdns.health.monitor.HealthMonitors;
import org.pharosdns.health.monitor.Monitor;
import org.pharosdns.health.monitor.MonitorSettings;
import org.pharosdns.health.monitor.MonitorStatus;

class FeedsTest {
  private static final Duration VALIDITY = Duration.ofSeconds(30);
  private final LinkedBlockingQueue<String> changes = new LinkedBlockingQueue<>();
  private final HealthMonitors monitors =
      new HealthMonitors(
          MonitorSettings.DEFAULTS,
          (check, _) -> ProbeResult.none("error", check.timing().timeout()),
          Target::host,
          System::nanoTime,
          new SplittableRandom(1),
          (table, changed) ->
              changed.forEach(
                  each -> changes.add(text(Objects.requireNonNull(table.status(each))))));
  private final Feeds feeds = new Feeds(monitors, InstantSource.system(), System::nanoTime);

  @AfterEach
  void close() {
    feeds.close();
    monitors.close();
  }

  private static String text(MonitorStatus status) {
    return "%s %s %d%% %s"
        .formatted(
            status.monitor().target().host(),
            status.verdict(),
            status.weightPercent(),
            status.reason());
  }

  private static Monitor monitor(@Nullable Path file, String address) {
    return new Monitor(
        new FeedCheck("deploy", file, VALIDITY), new Target(InetAddress.ofLiteral(address), 0));
  }

  @Test
  void pushedVerdictsStandWhenThePushReturns() throws Exception {
    monitors.watch(Set.of(monitor(null, "192.0.2.1"), monitor(null, "192.0.2.2")));
    var taken = feeds.push("deploy", "192.0.2.1 up\n192.0.2.2 down # disk\n192.0.2.9 up\n");
    assertThat(taken).isEqualTo(new Feeds.Taken(2, List.of("192.0.2.9")));
    assertThat(changes)
        .containsExactlyInAnyOrder("192.0.2.1 UP 100% ok", "192.0.2.2 DOWN 100% disk");
    changes.clear();
    feeds.push("deploy", "192.0.2.2 up weight 25%\n192.0.2.1 drain\n");
    assertThat(changes).containsExactlyInAnyOrder("192.0.2.2 UP 25% 25%", "192.0.2.1 UP 0% drain");
  }

  @Test
  void aTargetThatIsGivenByNameIsToldOfByName() throws Exception {
    monitors.watch(
        Set.of(new Monitor(new FeedCheck("deploy", null, VALIDITY), Target.named("a.example", 0))));
    assertThat(feeds.push("deploy", "A.example. up\n")).isEqualTo(new Feeds.Taken(1, List.of()));
    assertThat(changes).containsExactly("a.example UP 100% ok");
    for (String wrong : List.of("192.0.2.300 up", "192.0.2.1x up", "1.2.3 up", "a..example up")) {
      assertThatThrownBy(() -> feeds.push("deploy", wrong)).hasMessageContaining("line 1");
    }
  }

  @Test
  void aWrongPushChangesNothing() throws Exception {
    monitors.watch(Set.of(monitor(null, "192.0.2.1")));
    assertThatThrownBy(() -> feeds.push("deploy", "192.0.2.1 down\n192.0.2.1 mabye\n"))
        .hasMessageContaining("line 2: no verdict");
    assertThatThrownBy(() -> feeds.push("other", "192.0.2.1 down\n"))
        .hasMessageContaining("those that are pushed: deploy");
    assertThat(changes).isEmpty();
  }

  @Test
  void ofVeryManyWrongLinesAFewAreShownAndTheRestIsCounted() {
    monitors.watch(Set.of(monitor(null, "192.0.2.1")));
    assertThatThrownBy(() -> feeds.push("deploy", "x\n".repeat(100_000)))
        .hasMessageContaining("line 20: no weight")
        .hasMessageContaining("and 99980 lines more")
        .hasMessageNotContaining("line 21:");
  }

  @Test
  void aWordLongerThanAnyNameIsAWrongLineLikeOthers() {
    monitors.watch(Set.of(monitor(null, "192.0.2.1")));
    assertThatThrownBy(() -> feeds.push("deploy", "a.".repeat(100_000) + "a up\n"))
        .isInstanceOf(FeedRefusedException.class)
        .hasMessageContaining("line 1: no address");
  }

  @Test
  void aFileWithAWordLongerThanAnyNameKeepsNothingFromTheOthers(@TempDir Path folder)
      throws Exception {
    Path bad = Files.writeString(folder.resolve("bad"), "a.".repeat(100_000) + "a up\n");
    Path good = Files.writeString(folder.resolve("good"), "192.0.2.1 up\n");
    monitors.watch(Set.of(monitor(bad, "192.0.2.2"), monitor(good, "192.0.2.1")));
    assertThat(changes.poll(5, TimeUnit.SECONDS)).isEqualTo("192.0.2.1 UP 100% ok");
  }

  @Test
  void whateverGoesWrongWithOneFileTheNewsOfAnotherIsTold(@TempDir Path folder) throws Exception {
    var looks = new AtomicInteger();
    InstantSource breaksForTheSecondFile =
        () -> {
          if (looks.incrementAndGet() % 2 == 0) {
            throw new IllegalStateException("a bug");
          }
          return Instant.now();
        };
    feeds.close();
    monitors.watch(
        Set.of(
            monitor(Files.writeString(folder.resolve("one"), "192.0.2.1 up\n"), "192.0.2.1"),
            monitor(Files.writeString(folder.resolve("two"), "192.0.2.2 up\n"), "192.0.2.2")));
    try (var _ = new Feeds(monitors, breaksForTheSecondFile, System::nanoTime)) {
      assertThat(changes.poll(5, TimeUnit.SECONDS)).endsWith("UP 100% ok");
    }
  }

  @Test
  void aMonitorThatComesLaterLearnsWhatWasPushedBefore() throws Exception {
    monitors.watch(Set.of(monitor(null, "192.0.2.1")));
    feeds.push("deploy", "192.0.2.1 up\n192.0.2.2 up\n");
    monitors.watch(Set.of(monitor(null, "192.0.2.2")));
    changes.clear();
    assertThat(changes.poll(5, TimeUnit.SECONDS)).isEqualTo("192.0.2.2 UP 100% ok");
  }

  @Test
  void aFilesModificationTimeIsTheEvidence(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("feed"), "192.0.2.1 up\n");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(20)));
    var monitor = monitor(file, "192.0.2.1");
    monitors.watch(Set.of(monitor));
    assertThat(changes.poll(5, TimeUnit.SECONDS)).isEqualTo("192.0.2.1 UP 100% ok");
    long age = System.nanoTime() - monitors.live(monitor).evidence().lastOkNanos();
    assertThat(Duration.ofNanos(age)).isBetween(Duration.ofSeconds(19), Duration.ofSeconds(26));
    Files.writeString(file, "192.0.2.1 down\n");
    assertThat(changes.poll(5, TimeUnit.SECONDS)).isEqualTo("192.0.2.1 DOWN 100% down");
  }

  @Test
  void aMonitorThatComesLaterLearnsWhatTheFileSays(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("feed"), "192.0.2.1 up\n192.0.2.2 down\n");
    monitors.watch(Set.of(monitor(file, "192.0.2.1")));
    assertThat(changes.poll(5, TimeUnit.SECONDS)).isEqualTo("192.0.2.1 UP 100% ok");
    monitors.watch(Set.of(monitor(file, "192.0.2.1"), monitor(file, "192.0.2.2")));
    assertThat(changes.poll(5, TimeUnit.SECONDS)).isEqualTo("192.0.2.2 DOWN 100% down");
  }

  @Test
  void aLineThatIsAddedWithinTheSameTickOfTheFilesClockCounts(@TempDir Path folder)
      throws Exception {
    FileTime written = FileTime.from(Instant.now().minusSeconds(20));
    Path file = Files.writeString(folder.resolve("feed"), "192.0.2.1 up\n");
    Files.setLastModifiedTime(file, written);
    monitors.watch(Set.of(monitor(file, "192.0.2.1"), monitor(file, "192.0.2.2")));
    assertThat(changes.poll(5, TimeUnit.SECONDS)).isEqualTo("192.0.2.1 UP 100% ok");
    Path next = Files.writeString(folder.resolve("next"), "192.0.2.1 up\n192.0.2.2 down\n");
    Files.setLastModifiedTime(next, written);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    assertThat(changes.poll(5, TimeUnit.SECONDS)).isEqualTo("192.0.2.2 DOWN 100% down");
  }
}
