package org.pharosdns.cli.tap;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.tap.Tap;
import org.pharosdns.dns.tap.TapRing;

/// The file of the query log: what its users do with it.
@Timeout(30)
class QueryLogTest {
  private static final Client UDP = Passing.client(Client.Transport.UDP, "192.0.2.7", 53_124);

  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void place() {
    file = folder.resolve("queries.json");
  }

  private static TapRings<TapRing> rings() {
    return new TapRings<>(draw -> new TapRing(TapRings.capacity(1), 1, draw), () -> 1);
  }

  private QueryLog open(TapRings<TapRing> rings) throws IOException {
    return new QueryLog(file, rings, Clock.systemUTC(), System::nanoTime);
  }

  private static void show(Tap tap, int count) {
    for (var i = 0; i < count; i++) {
      Passing.show(tap, UDP, System.nanoTime(), "short".getBytes(US_ASCII), new byte[0]);
    }
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  private static long lines(Path path) throws IOException {
    try (var lines = Files.lines(path)) {
      return lines.count();
    }
  }

  @Test
  void everyLineIsThereWhenTheServerHasEnded() throws Exception {
    var rings = rings();
    var one = rings.add();
    var other = rings.add();
    try (var log = open(rings)) {
      show(one, 300);
      show(other, 200);
      assertThat(log.dropped()).isZero();
    }
    assertThat(lines(file)).isEqualTo(500);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void anExistingFileIsContinued() throws Exception {
    Files.writeString(file, "before\n");
    var rings = rings();
    try (var _ = open(rings)) {
      show(rings.add(), 1);
    }
    assertThat(Files.readString(file)).startsWith("before\n{\"time\":");
  }

  @Test
  void aFileThatWasMovedIsReplacedByANewOne() throws Exception {
    var rings = rings();
    var ring = rings.add();
    var moved = folder.resolve("queries.json.1");
    try (var log = open(rings)) {
      show(ring, 10);
      await(() -> log.written() == 10);
      Files.move(file, moved);
      await(() -> Files.exists(file));
      show(ring, 5);
      await(() -> log.written() == 15);
      Files.delete(file);
      log.reopen();
      await(() -> Files.exists(file));
      show(ring, 2);
    }
    assertThat(lines(moved)).isEqualTo(10);
    assertThat(lines(file)).isEqualTo(2);
  }

  @Test
  void aFolderThatIsGoneCostsNoLineThatCanStillBeWritten() throws Exception {
    var rings = rings();
    var ring = rings.add();
    var below = Files.createDirectory(folder.resolve("logs"));
    file = below.resolve("queries.json");
    var aside = folder.resolve("aside");
    try (var log = open(rings)) {
      Files.move(below, aside);
      log.reopen();
      show(ring, 5);
      await(() -> log.written() == 5);
      assertThat(log.dropped()).isZero();
    }
    assertThat(lines(aside.resolve("queries.json"))).isEqualTo(5);
  }

  @Test
  void whatIsNoRegularFileIsRefused() {
    file = folder;
    assertThat(catchThrowable(() -> open(rings())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("it is no regular file");
  }
}
