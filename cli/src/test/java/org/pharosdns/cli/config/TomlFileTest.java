package org.pharosdns.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.Problem;

/// Whatever stands in a file, reading it takes time by its length, and problems have a place.
class TomlFileTest {
  private static final Path FILE = Path.of("a.toml");
  private static final Configuration DEFAULTS =
      Objects.requireNonNull(ConfigLoader.load(null, Path.of("/nowhere")).value());

  @TempDir Path folder;

  private static Problem problem(String text) {
    var result = TomlFile.parse(FILE, text);
    assertThat(result.root()).isNull();
    assertThat(result.problems()).hasSize(1);
    return result.problems().getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "'', a., a = 1, '', 20000",
    "[, a., a], '', 20000",
    "'a = ', [, 1, ], 20000",
    "'a = ', '{a = ', 1, }, 20000",
    "'a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a = ', '[{a.a = ', 1, }], 6",
    "'a = ', [, 1, ], 32"
  })
  void depthHasOneBoundHoweverItIsWritten(
      String head, String level, String middle, String end, int levels) {
    var problem = problem("# deep\n" + head + level.repeat(levels) + middle + end.repeat(levels));
    assertThat(problem.message())
        .isEqualTo("tables, lists and keys with dots stand more than 32 deep in each other");
    assertThat(problem.line()).isEqualTo(2);
    assertThat(problem.column()).isBetween(31, 200);
    assertThat(problem.source()).isNotNull();
  }

  @Test
  void whatIsAsDeepAsTheBoundIsRead() {
    assertThat(TomlFile.parse(FILE, String.join(".", Collections.nCopies(32, "a")) + " = 1").root())
        .isNotNull();
    assertThat(TomlFile.parse(FILE, "a = " + "[".repeat(31) + "1" + "]".repeat(31)).root())
        .isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "'', ' = 1', 1",
    "'\"', '\" = 1', 1",
    "'', '.b = 1', 1",
    "'a.b . ', ' = 1', 7",
    "'[a.', ']', 4",
    "'[[', ']]', 3",
    "'a = [{b = 1, ', ' = 1}]', 14"
  })
  void keyHasOneBoundOfLengthWhereverItStands(String head, String end, int column) {
    var problem = problem("# long\n" + head + "k".repeat(1025) + end + "\n");
    assertThat(problem.message()).isEqualTo("a key has more than 1024 characters");
    assertThat(problem.line()).isEqualTo(2);
    assertThat(problem.column()).isEqualTo(column);
    assertThat(problem.source()).isNotNull();
    assertThat(TomlFile.parse(FILE, head + "k".repeat(1024) + end).root()).isNotNull();
  }

  /// As a name of 255 octets has that is written with a number for each of them.
  @Test
  void keyIsMeasuredAsItIsMeant() {
    assertThat(TomlFile.parse(FILE, "\"" + "\\\\123".repeat(250) + "\" = 1").root()).isNotNull();
  }

  /// Half a character at the end, which no file can hold, is the end for one reader and not for the
  /// other.
  @Test
  void readerThatFailsIsAProblemOfTheFile() {
    assertThat(problem("a = 1\n\uD800").format())
        .startsWith("a.toml: error: the reader of TOML fails on this file: ")
        .endsWith(" (this is a bug: please report it, with the file)");
  }

  @Test
  void whatIsNoTextIsToldWithItsPlace() throws IOException {
    var file = folder.resolve("latin.toml");
    Files.write(file, "a = 1\nb = \"ä\"\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(TomlFile.read(file).problems())
        .singleElement()
        .extracting(Problem::format)
        .isEqualTo(file + ":2:6: error: not a text in UTF-8\n  b = \"\uFFFD\n       ^");
  }

  @ParameterizedTest
  @CsvSource({
    "types = [, '\"A\", ', ]",
    "types = [, '7, ', ]",
    "types = [, '[7], ', ]",
    "weights = {, '\"192.0.2.#\" = \"bad\", ', '\"192.0.2.1\" = 1}'",
    "weights = {, '\"10.0.0.#\" = 1, ', '\"192.0.2.1\" = 1}'",
    "'', 'key# = 1\n', ''",
    "'', '[name.n#]\ncheck = \"none\"\n', ''",
    "'[check.LONG]\n', 'a#.x = 1\n', ''"
  })
  void workGrowsWithTheLengthOfTheFile(String head, String element, String end) {
    octetsAllocated(head, element, end, 1000);
    var some = octetsAllocated(head, element, end, 1000);
    var more = octetsAllocated(head, element, end, 4000);
    assertThat((double) more / some).isLessThan(8);
  }

  /// Reads a name with many elements; what that lays down is counted, not timed.
  private static long octetsAllocated(String head, String element, String end, int elements) {
    var text = new StringBuilder("[name.www]\n");
    text.append(head.replace("LONG", "k".repeat(16 * elements)));
    for (var i = 0; i < elements; i++) {
      text.append(element.replace("#", Integer.toString(i)));
    }
    var whole = text.append(end).toString();
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var before = threads.getCurrentThreadAllocatedBytes();
    assertThat(ConfigLoader.loadSteering(FILE, whole, DnsName.ROOT, DEFAULTS)).isNotNull();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
