package org.pharosdns.zone.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.pharosdns.zone.load.LoadedText.zone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.dns.wire.DnsName;

/// Files that would hold up, confuse or exhaust whoever loads them.
class HostileFilesTest {
  @TempDir Path folder;

  private LoadedText load(String lines) throws IOException {
    var file = folder.resolve("main.zone");
    Files.writeString(file, LoadedText.HEAD + lines);
    return assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> LoadedText.file(file, LoadLimits.DEFAULTS));
  }

  @Test
  void aFifoIsNeverOpened() throws Exception {
    var fifo = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    assertThat(load("$INCLUDE pipe\n").problems())
        .containsExactly("5:10: error: pipe is not a regular file");
    var loaded =
        assertTimeoutPreemptively(
            Duration.ofSeconds(10), () -> LoadedText.file(fifo, LoadLimits.DEFAULTS));
    assertThat(loaded.refused()).isTrue();
  }

  @Test
  void aLinkToItselfIsAProblem() throws IOException {
    Files.createSymbolicLink(folder.resolve("round"), Path.of("round"));
    assertThat(load("$INCLUDE round\n").problems())
        .singleElement()
        .asString()
        .startsWith("5:10: error: the file to include cannot be read");
  }

  @Test
  void anEndlessGenerateIsRefusedAtItsRange() {
    assertThat(zone("$GENERATE 1-2147483647 a$ A 192.0.2.1").problems())
        .singleElement()
        .asString()
        .startsWith("5:11: error: $GENERATE of 2147483647 records");
  }

  @Test
  void emptyAndBinaryFilesAreRefused() throws IOException {
    var file = folder.resolve("a.zone");
    for (var octets : new byte[][] {{}, {0}, {(byte) 0xff, (byte) 0xfe, 0, 1, '\n', 0, 0}}) {
      Files.write(file, octets);
      assertThat(LoadedText.file(file, LoadLimits.DEFAULTS).refused()).isTrue();
    }
  }

  /// Somebody writes on while it is read: it is read whole as it was, or refused.
  @Test
  void aFileThatGrowsWhileItIsReadIsRefusedOrWhole() throws Exception {
    var file = folder.resolve("main.zone");
    Files.writeString(file, line(LoadedText.HEAD));
    var ended = new AtomicBoolean();
    var writer = Thread.ofPlatform().start(() -> append(file, ended));
    try {
      for (var i = 0; i < 100; i++) {
        var loaded = LoadedText.file(file, LoadLimits.DEFAULTS);
        if (loaded.refused()) {
          assertThat(loaded.rawProblems())
              .singleElement()
              .satisfies(p -> assertThat(p.message()).contains("changed while it was read"));
        } else {
          assertThat(loaded.records()).allMatch(record -> record.endsWith("A 192.0.2.1"));
        }
      }
    } finally {
      ended.set(true);
      writer.join();
    }
  }

  /// A line that ends where a page of the file may: the system shows a page of what is written
  /// before the next one.
  private static String line(String text) {
    var octets = (text.length() / 32 + 1) * 32;
    return text + " ".repeat(octets - text.length() - 1) + "\n";
  }

  private static void append(Path file, AtomicBoolean ended) {
    try {
      for (var i = 0; !ended.get() && i < 20_000; i++) {
        Files.writeString(file, line("n" + i + " A 192.0.2.1"), UTF_8, StandardOpenOption.APPEND);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Names that any hash of the usual kind (31 times the last, plus the octet) holds for one.
  @Test
  void aHundredThousandNamesOfEqualHashLoadLikeAnyOthers() throws IOException {
    var equal = new StringBuilder();
    var others = new StringBuilder();
    for (var i = 0; i < 100_000; i++) {
      var label = new StringBuilder();
      for (var bit = 0; bit < 17; bit++) {
        label.append(((i >> bit) & 1) == 0 ? "c0" : "an");
      }
      equal.append(label).append(" A 192.0.2.1\n");
      others.append("x".repeat(28)).append(100_000 + i).append(" A 192.0.2.1\n");
    }
    assertThat("c0".hashCode()).isEqualTo("an".hashCode());
    load(others.toString());
    var usual = nanosToLoad(others.toString());
    assertThat(nanosToLoad(equal.toString())).isLessThan(4 * usual + 1_000_000_000L);
  }

  private long nanosToLoad(String lines) throws IOException {
    var file = folder.resolve("main.zone");
    Files.writeString(file, LoadedText.HEAD + lines);
    var before = System.nanoTime();
    var loaded = ZoneLoader.load(file, DnsName.parse("example.com."), LoadLimits.DEFAULTS);
    var nanos = System.nanoTime() - before;
    assertThat(loaded.contents()).isNotNull();
    return nanos;
  }
}
