package org.pharosdns.zone.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.pharosdns.zone.model.Problem;

/// The files under `zones/good` and `zones/bad`, each with our verdict and that of BIND 9.18, Knot
/// 3.2 and NSD 4.6 in `zones/verdicts.tsv`.
class ZoneCorpusTest {
  private record Verdicts(
      String file, String ours, String bind, String knot, String nsd, String note) {
    static Verdicts of(String line) {
      var cells = line.split("\t", -1);
      assertThat(cells).as(line).hasSize(6);
      return new Verdicts(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]);
    }
  }

  private static Path folder() throws URISyntaxException {
    var resource = ZoneCorpusTest.class.getResource("zones/verdicts.tsv");
    return Objects.requireNonNull(Path.of(Objects.requireNonNull(resource).toURI()).getParent());
  }

  private static List<Verdicts> verdicts() throws IOException, URISyntaxException {
    var verdicts = new ArrayList<Verdicts>();
    for (var line : Files.readAllLines(folder().resolve("verdicts.tsv"))) {
      if (!line.startsWith("#")) {
        verdicts.add(Verdicts.of(line));
      }
    }
    return verdicts;
  }

  @TestFactory
  Stream<DynamicTest> eachFileGetsItsVerdict() throws IOException, URISyntaxException {
    var folder = folder();
    return verdicts().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.ours + " " + each.file, () -> check(folder.resolve(each.file), each)));
  }

  private static void check(Path file, Verdicts expected) {
    var loaded = LoadedText.file(file, LoadLimits.DEFAULTS);
    assertThat(loaded.refused())
        .as(String.join("\n", loaded.problems()))
        .isEqualTo(expected.ours.equals("refuses"));
    assertThat(loaded.rawProblems().stream().anyMatch(Problem::isError))
        .isEqualTo(loaded.refused());
  }

  @Test
  void everyFileStandsInTheTable() throws IOException, URISyntaxException {
    var folder = folder();
    var files = new ArrayList<String>();
    for (var kind : List.of("good", "bad")) {
      try (var paths = Files.list(folder.resolve(kind))) {
        paths
            .filter(Files::isRegularFile)
            .forEach(path -> files.add(kind + "/" + path.getFileName()));
      }
    }
    assertThat(verdicts()).extracting(Verdicts::file).containsExactlyInAnyOrderElementsOf(files);
  }

  @Test
  void whatBindOrKnotRefuseIsRefusedOrExplained() throws IOException, URISyntaxException {
    assertThat(verdicts())
        .filteredOn(each -> each.ours.equals("accepts"))
        .filteredOn(each -> each.bind.equals("refuses") || each.knot.equals("refuses"))
        .allSatisfy(each -> assertThat(each.note).as(each.file).isNotEmpty());
  }

  @Test
  void whatTheOtherThreeAcceptIsAcceptedOrExplained() throws IOException, URISyntaxException {
    assertThat(verdicts())
        .filteredOn(each -> each.ours.equals("refuses"))
        .filteredOn(each -> (each.bind + each.knot + each.nsd).equals("accepts".repeat(3)))
        .allSatisfy(each -> assertThat(each.note).as(each.file).isNotEmpty());
  }
}
