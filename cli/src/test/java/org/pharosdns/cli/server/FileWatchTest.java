package org.pharosdns.cli.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that change while time is moved by hand.
class FileWatchTest {
  @TempDir private Path folder = Path.of("");
  private final List<Path> files = new ArrayList<>();
  private long nanos;
  private int acted;
  private FileWatch watch = new FileWatch(List::of, () -> {}, () -> 0);

  @BeforeEach
  void watchTwoFiles() throws IOException {
    files.add(folder.resolve("a.zone"));
    files.add(folder.resolve("a.toml"));
    write("a.zone", "one");
    watch = new FileWatch(() -> files, () -> acted++, () -> nanos);
    lookAfter(FileWatch.QUIET);
    acted = 0;
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text, UTF_8);
  }

  private int lookAfter(Duration time) {
    nanos += time.toNanos();
    watch.look();
    return acted;
  }

  @Test
  void quietFilesAreLeftAlone() {
    assertThat(lookAfter(Duration.ofSeconds(10))).isZero();
    assertThat(lookAfter(Duration.ofSeconds(10))).isZero();
  }

  /// The server has read them before, and takes its time to start.
  @Test
  void whatMayHaveChangedDuringTheStartIsReadOnceMore() {
    watch = new FileWatch(() -> files, () -> acted++, () -> nanos);
    assertThat(lookAfter(Duration.ofMillis(1900))).isZero();
    assertThat(lookAfter(Duration.ofMillis(200))).isEqualTo(1);
    assertThat(lookAfter(Duration.ofSeconds(10))).isEqualTo(1);
  }

  @Test
  void changeActsOnceAfterTwoQuietSeconds() throws IOException {
    write("a.zone", "two lines");
    assertThat(lookAfter(Duration.ofMillis(500))).isZero();
    assertThat(lookAfter(Duration.ofMillis(1900))).isZero();
    assertThat(lookAfter(Duration.ofMillis(200))).isEqualTo(1);
    assertThat(lookAfter(Duration.ofSeconds(10))).isEqualTo(1);
  }

  @Test
  void everyFurtherChangeBeginsTheWaitAnew() throws IOException {
    for (var i = 0; i < 5; i++) {
      write("a.zone", "x".repeat(10 + i));
      assertThat(lookAfter(Duration.ofMillis(1500))).isZero();
    }
    assertThat(lookAfter(Duration.ofSeconds(2))).isEqualTo(1);
  }

  @Test
  void filesThatComeAndGoAreChanges() throws IOException {
    write("a.toml", "");
    lookAfter(Duration.ofMillis(500));
    assertThat(lookAfter(Duration.ofSeconds(2))).isEqualTo(1);
    Files.delete(folder.resolve("a.toml"));
    lookAfter(Duration.ofMillis(500));
    assertThat(lookAfter(Duration.ofSeconds(2))).isEqualTo(2);
    files.add(folder.resolve("b.zone"));
    lookAfter(Duration.ofMillis(500));
    assertThat(lookAfter(Duration.ofSeconds(2))).isEqualTo(3);
  }

  @Test
  void fileReplacedByOneOfTheSameSizeAndTimeIsAChange() throws IOException {
    var file = folder.resolve("a.zone");
    write("new", "two");
    Files.setLastModifiedTime(folder.resolve("new"), Files.getLastModifiedTime(file));
    Files.move(folder.resolve("new"), file, StandardCopyOption.ATOMIC_MOVE);
    lookAfter(Duration.ofMillis(500));
    assertThat(lookAfter(Duration.ofSeconds(2))).isEqualTo(1);
  }
}
