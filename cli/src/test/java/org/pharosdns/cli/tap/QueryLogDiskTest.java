package org.pharosdns.cli.tap;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.config.QueryLogSection;
import org.pharosdns.cli.config.TapSection;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.tap.Tap;
import org.pharosdns.testkit.Mounts;

/// A query log on a real disk of a mebibyte that other files share. Only root may mount one;
/// elsewhere this test is skipped.
@Timeout(60)
class QueryLogDiskTest {
  private static final Client UDP = Passing.client(Client.Transport.UDP, "192.0.2.7", 53_124);

  @TempDir private Path disk = Path.of("");

  @BeforeEach
  void mount() throws Exception {
    assumeTrue(Mounts.tmpfs(disk, "1m"), "no tmpfs can be mounted here");
  }

  @AfterEach
  void unmount() throws Exception {
    Mounts.unmount(disk);
  }

  private Taps log() throws IOException {
    var section = new QueryLogSection(disk.resolve("queries.json"), 1, 1 << 20);
    return Taps.open(
        new TapSection(section, null), null, () -> 1, Clock.systemUTC(), System::nanoTime);
  }

  /// Shows a few messages and waits until each is a line or lost.
  private static void showSome(Taps taps, Tap tap) {
    var before = done(taps);
    for (var i = 0; i < 100; i++) {
      Passing.show(tap, UDP, System.nanoTime(), "short".getBytes(US_ASCII), new byte[0]);
    }
    while (done(taps) < before + 100) {
      Thread.onSpinWait();
    }
  }

  private static long done(Taps taps) {
    return taps.reports().getFirst().written() + lost(taps);
  }

  private static long lost(Taps taps) {
    return taps.reports().getFirst().dropped();
  }

  @Test
  void aFloodOfLinesLeavesRoomForWhatElseIsKeptThere() throws Exception {
    try (var taps = log()) {
      var tap = requireNonNull(taps.tap());
      while (lost(taps) == 0) {
        showSome(taps, tap);
      }
      Files.write(disk.resolve("example.zone"), new byte[96 << 10]);
      assertThat(disk.resolve("example.zone")).hasSize(96 << 10);
    }
  }

  @Test
  void theLogGoesOnWhenThereIsRoomAgain() throws Exception {
    var other = Files.write(disk.resolve("other"), new byte[960 << 10]);
    try (var taps = log()) {
      var tap = requireNonNull(taps.tap());
      showSome(taps, tap);
      assertThat(lost(taps)).isEqualTo(100);
      Files.delete(other);
      showSome(taps, tap);
      assertThat(lost(taps)).isEqualTo(100);
    }
    try (var lines = Files.lines(disk.resolve("queries.json"))) {
      assertThat(lines).hasSize(100);
    }
  }
}
