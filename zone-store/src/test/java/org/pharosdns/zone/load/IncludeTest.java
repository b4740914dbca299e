package org.pharosdns.zone.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pharosdns.zone.model.Problem;

class IncludeTest {
  @TempDir Path folder;

  private void write(String name, String text) throws IOException {
    var file = folder.resolve(name);
    var parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.writeString(file, text);
  }

  private LoadedText load(String lines) throws IOException {
    write("zones/main.zone", LoadedText.HEAD + lines);
    return LoadedText.file(folder.resolve("zones/main.zone"), LoadLimits.DEFAULTS);
  }

  @Test
  void originOwnerAndTtlAreThoseOfTheOuterFileAgainBehindIt() throws IOException {
    write("zones/a.inc", "$TTL 7\n$ORIGIN deep.example.com.\nx A 192.0.2.1\n");
    assertThat(load("before A 192.0.2.2\n$INCLUDE a.inc\n TXT t\nafter A 192.0.2.3\n").records())
        .containsExactly(
            "before 3600 A 192.0.2.2",
            "before 3600 TXT t",
            "x.deep 7 A 192.0.2.1",
            "after 3600 A 192.0.2.3");
  }

  @Test
  void originMayBeGivenAndFilesAreRelativeToTheFileThatIncludesThem() throws IOException {
    write("zones/sub/a.inc", "$INCLUDE b.inc\n");
    write("zones/sub/b.inc", "x A 192.0.2.1\n");
    assertThat(load("$INCLUDE \"sub/a.inc\" inner\n").records())
        .containsExactly("x.inner 3600 A 192.0.2.1");
  }

  @Test
  void problemInAnIncludedFileNamesThatFile() throws IOException {
    write("zones/a.inc", "\nx A nonsense\n");
    assertThat(load("y A nonsense\n$INCLUDE a.inc\n").rawProblems())
        .extracting(problem -> problem.file().getFileName() + ":" + problem.line())
        .containsExactly("main.zone:5", "a.inc:2");
  }

  @Test
  void includedFileHasNoOwnerYet() throws IOException {
    write("zones/a.inc", " A 192.0.2.1\n");
    assertThat(load("x A 192.0.2.2\n$INCLUDE a.inc\n").refused()).isTrue();
  }

  @Test
  void fileOutsideTheFolderIsRefusedByNameAndByLink() throws IOException {
    write("secret", "x A 192.0.2.1\n");
    Files.createDirectories(folder.resolve("zones"));
    Files.createSymbolicLink(folder.resolve("zones/link"), Path.of("../secret"));
    for (var name : List.of("../secret", folder.resolve("secret").toString(), "link")) {
      assertThat(load("$INCLUDE " + name + "\n").problems())
          .singleElement()
          .asString()
          .startsWith("5:10: error: the file to include is outside the folder of the zone file");
    }
  }

  @Test
  void zoneFileThatIsALinkFindsFilesOnEitherSide() throws IOException {
    write("store/main.zone", LoadedText.HEAD + "$INCLUDE there.inc\n$INCLUDE here.inc\n");
    write("store/there.inc", "there A 192.0.2.1\n");
    write("zones/here.inc", "here A 192.0.2.2\n");
    var link = folder.resolve("zones/main.zone");
    Files.createSymbolicLink(link, folder.resolve("store/main.zone"));
    assertThat(LoadedText.file(link, LoadLimits.DEFAULTS).records())
        .containsExactly("there 3600 A 192.0.2.1", "here 3600 A 192.0.2.2");
  }

  @Test
  void onlyRegularFilesAreRead() throws IOException {
    Files.createDirectories(folder.resolve("zones/directory"));
    assertThat(load("$INCLUDE directory\n").problems())
        .containsExactly("5:10: error: directory is not a regular file");
  }

  @Test
  void fileThatIncludesItselfIsRefused() throws IOException {
    write("zones/a.inc", "$INCLUDE b.inc\n");
    write("zones/b.inc", "$INCLUDE a.inc\n");
    assertThat(load("$INCLUDE a.inc\n").rawProblems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).isEqualTo("the file includes itself"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 10})
  void depthIsLimited(int most) throws IOException {
    var limits = new LoadLimits(1 << 20, 1000, most, 10, 10, 10);
    for (var depth = Math.max(0, most - 1); depth <= most; depth++) {
      assertThat(nested(depth, limits).records())
          .as("%d of %d", depth, most)
          .containsExactly("deepest 3600 A 192.0.2.1");
    }
    assertThat(nested(most + 1, limits).rawProblems())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.message())
                    .isEqualTo("$INCLUDE more than %d files deep".formatted(most)));
  }

  /// A zone file whose last record is so many files below it.
  private LoadedText nested(int depth, LoadLimits limits) throws IOException {
    for (var i = 0; i <= depth; i++) {
      var head = i == 0 ? LoadedText.HEAD : "";
      write(
          "zones/" + i,
          head + (i == depth ? "deepest A 192.0.2.1\n" : "$INCLUDE " + (i + 1) + "\n"));
    }
    return LoadedText.file(folder.resolve("zones/0"), limits);
  }

  @Test
  void manyIncludesOfOneFileAreCountedTogether() throws IOException {
    write("zones/a.inc", "; " + "x".repeat(2000) + "\n");
    write("zones/main.zone", LoadedText.HEAD + "$INCLUDE a.inc\n".repeat(10));
    var limits = new LoadLimits(12_000, 4000, 10, 10, 10, 10);
    assertThat(LoadedText.file(folder.resolve("zones/main.zone"), limits).refused()).isTrue();
  }

  @Test
  void problemsOfManyIncludedFilesAreCountedBeyondAThousandErrorsAndAThousandWarnings()
      throws IOException {
    write("zones/bad.inc", "bad A x\n".repeat(150));
    var problems = load("$INCLUDE bad.inc\n".repeat(30)).rawProblems();
    assertThat(problems).filteredOn(problem -> problem.line() > 0).hasSize(1000);
    assertThat(problems)
        .filteredOn(problem -> problem.line() == 0)
        .extracting(Problem::message)
        .containsOnlyOnce("and 3050 more errors in all files together")
        .endsWith("and 3050 more errors in all files together");
  }

  @Test
  void errorsAreToldBesideAThousandWarnings() throws IOException {
    write("zones/odd.inc", "odd.example.com A 192.0.2.1\n".repeat(100));
    var problems = load("$INCLUDE odd.inc\n".repeat(20) + "bad A x\n").rawProblems();
    assertThat(problems).filteredOn(problem -> !problem.isError()).hasSizeGreaterThan(1000);
    assertThat(problems).filteredOn(Problem::isError).hasSize(1);
  }
}
