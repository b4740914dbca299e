package org.pharosdns.cli.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.steer.Place;
import tools.jackson.core.JacksonException;

/// A TOML file that was read, where its keys stand, and the problems found in it so far.
final class TomlFile {
  private static final int MOST_PROBLEMS = 1000;
  private static final Pattern LOCATION = Pattern.compile("line: (\\d+), column: (\\d+)");

  private final Path file;
  private final Map<List<String>, Integer> offsets;
  private final String text;

  /// Where each line begins.
  private final int[] lines;

  private final Set<Problem> problems = new LinkedHashSet<>();

  /// How many there are beyond those.
  private int moreProblems;

  private TomlFile(Path file, String text) {
    this.file = file;
    this.text = text;
    lines =
        IntStream.concat(
                IntStream.of(0),
                IntStream.range(0, text.length())
                    .filter(i -> text.charAt(i) == '\n')
                    .map(i -> i + 1))
            .toArray();
    offsets = KeyLocator.locate(text);
  }

  /// What came of reading a file: its root table, or the one problem that prevented it.
  record Result(@Nullable TomlTable root, List<Problem> problems) {}

  /// Reads `file`. Never throws for what stands in it or for a file that cannot be read.
  static Result read(Path file) {
    try {
      var octets = ByteBuffer.wrap(PlainFile.read(file, PlainFile.MOST_TOML_OCTETS));
      var text = StandardCharsets.UTF_8.newDecoder().decode(octets).toString();
      return parse(file, text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      return failed(Problem.error(file, 0, 0, "not a text file in UTF-8"));
    } catch (IOException e) {
      return failed(Problem.error(file, 0, 0, "cannot be read: " + PlainFile.reason(e)));
    }
  }

  private static Result failed(Problem problem) {
    return new Result(null, List.of(problem));
  }

  static Result parse(Path file, String text) {
    try {
      var root = TomlTree.read(text);
      return new Result(new TomlTable(new TomlFile(file, text), List.of(), root), List.of());
    } catch (JacksonException e) {
      return failed(syntaxProblem(file, text, e));
    }
  }

  private static Problem syntaxProblem(Path file, String text, JacksonException e) {
    var message = "not valid TOML: " + e.getOriginalMessage();
    Matcher location = LOCATION.matcher(String.valueOf(e.getMessage()));
    if (!location.find()) {
      return Problem.error(file, 0, 0, message);
    }
    var lines = text.lines().toList();
    var line = Integer.parseInt(location.group(1));
    var problem = Problem.error(file, line, Integer.parseInt(location.group(2)), message);
    return line <= lines.size() ? problem.withSource(lines.get(line - 1)) : problem;
  }

  Path file() {
    return file;
  }

  /// Returns where the key at `path` stands: the nearest of its parents that is known.
  Place place(List<String> path) {
    for (var length = path.size(); length > 0; length--) {
      var offset = offsets.get(path.subList(0, length));
      if (offset != null) {
        return place(offset);
      }
    }
    return new Place(file, 0, 0, null);
  }

  private Place place(int offset) {
    var found = Arrays.binarySearch(lines, offset);
    var line = found < 0 ? -found - 2 : found;
    var end = line + 1 < lines.length ? lines[line + 1] : text.length();
    var source = text.substring(lines[line], end).stripTrailing();
    return new Place(file, line + 1, offset - lines[line] + 1, source);
  }

  /// Adds a problem; only counts it where there are very many.
  void add(Problem problem) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(problem);
    } else if (!problems.contains(problem)) {
      moreProblems++;
    }
  }

  /// Returns how many problems were found so far.
  int problemCount() {
    return problems.size() + moreProblems;
  }

  /// Returns the problems found so far, by line and column, and last how many more there are.
  List<Problem> problems() {
    var found = new ArrayList<>(problems);
    found.sort(Problem.BY_PLACE);
    if (moreProblems > 0) {
      found.add(Problem.error(file, 0, 0, "and " + moreProblems + " problems more"));
    }
    return List.copyOf(found);
  }
}
