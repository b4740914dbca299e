package org.pharosdns.zone.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// However long a line is, a problem of it is a few lines of a terminal.
class ProblemTest {
  private static final Path FILE = Path.of("a.toml");
  private static final String LINE = "x".repeat(50_000) + "wrong" + "y".repeat(50_000);

  private static String[] shown(int column, String line) {
    return Problem.error(FILE, 1, column, "bad").withSource(line).format().split("\n", -1);
  }

  @Test
  void lineOfUsualLengthIsShownWhole() {
    assertThat(shown(3, "a wrong line"))
        .containsExactly("a.toml:1:3: error: bad", "  a wrong line", "    ^");
  }

  @Test
  void longLineIsShownAroundItsColumn() {
    var shown = shown(50_001, LINE);
    assertThat(shown[1]).hasSizeLessThan(125).startsWith("  …xxx").endsWith("yyy…");
    assertThat(shown[1].substring(shown[2].indexOf('^'))).startsWith("wrongyyy");
  }

  @Test
  void longLineIsCutAtItsEndOnlyWhereTheColumnIsNearItsBeginning() {
    assertThat(shown(1, LINE)[1]).startsWith("  xxx").endsWith("xxx…");
    assertThat(shown(1, LINE)[2]).isEqualTo("  ^");
    assertThat(shown(100_005, LINE)[1]).startsWith("  …yyy").endsWith("yyy");
  }

  @Test
  void longLineWithoutAColumnIsCut() {
    assertThat(shown(0, LINE)).hasSize(2);
    assertThat(shown(0, LINE)[1]).hasSizeLessThan(125).startsWith("  xxx").endsWith("…");
  }

  @Test
  void caretStandsBehindALineThatEndsBeforeIt() {
    assertThat(shown(9, "abc")[2]).isEqualTo("     ^");
  }

  @Test
  void longMessagesAndHintsAreCut() {
    var problem = Problem.error(FILE, 1, 1, LINE).withHint(LINE);
    assertThat(problem.format()).hasSizeLessThan(2_100).contains("xxx… (xxx").endsWith("xxx…)");
    assertThat(problem.message()).hasSize(Problem.LONGEST_MESSAGE);
  }

  @Test
  void thousandProblemsAreKeptAndTheRestIsCounted() {
    var problems = new ProblemTally(FILE);
    IntStream.range(0, 1003).forEach(i -> problems.add(Problem.warning(FILE, i + 1, 1, "bad")));
    assertThat(problems.count()).isEqualTo(1003);
    assertThat(problems.list()).hasSize(1001);
    assertThat(problems.list().getLast()).hasToString("a.toml: warning: and 3 more warnings");
  }

  @Test
  void errorsAmongTheRestAreCountedByThemselves() {
    var problems = new ProblemTally(FILE);
    IntStream.range(0, 1002).forEach(i -> problems.add(Problem.warning(FILE, i + 1, 1, "bad")));
    problems.add(Problem.error(FILE, 9999, 1, "bad"));
    assertThat(problems.count()).isEqualTo(1003);
    assertThat(problems.sorted().subList(1000, 1002))
        .extracting(Problem::format)
        .containsExactly("a.toml: error: and 1 more error", "a.toml: warning: and 2 more warnings");
  }

  @Test
  void sameProblemCountsOnce() {
    var problems = new ProblemTally(FILE);
    problems.add(Problem.error(FILE, 1, 1, "bad"));
    problems.add(Problem.error(FILE, 1, 1, "bad"));
    assertThat(problems.list()).hasSize(1);
  }
}
