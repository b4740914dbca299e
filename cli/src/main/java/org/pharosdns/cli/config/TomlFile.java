package org.pharosdns.cli.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.model.ProblemTally;
import org.pharosdns.zone.steer.Place;
import tools.jackson.core.JacksonException;

/// A TOML file that was read, where its keys stand, and the problems found in it so far.
final class TomlFile {
  private static final Pattern LOCATION = Pattern.compile("line: (\\d+), column: (\\d+)");

  private final Path file;
  private final Map<List<String>, Integer> offsets;
  private final String text;

  /// Where each line begins.
  private final int[] lines;

  /// The text of each line of which something was asked, so that all its places share it.
  private final @Nullable String[] sources;

  private final ProblemTally problems;

  private TomlFile(Path file, String text, Map<List<String>, Integer> offsets) {
    this.file = file;
    this.text = text;
    this.offsets = offsets;
    problems = new ProblemTally(file);
    lines =
        IntStream.concat(
                IntStream.of(0),
                IntStream.range(0, text.length())
                    .filter(i -> text.charAt(i) == '\n')
                    .map(i -> i + 1))
            .toArray();
    sources = new String[lines.length];
  }

  /// What came of reading a file: its root table, or the one problem that prevented it.
  record Result(@Nullable TomlTable root, List<Problem> problems) {}

  /// Reads `file`. Never throws for what stands in it or for a file that cannot be read.
  static Result read(Path file) {
    try {
      var octets = PlainFile.read(file, PlainFile.MOST_TOML_OCTETS);
      var text = CharBuffer.allocate(octets.length);
      var end = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets), text, true);
      var read = text.flip().toString();
      var shown = read.startsWith("\uFEFF") ? read.substring(1) : read;
      return end.isError()
          ? failed(problem(file, shown + '\uFFFD', shown.length(), "not a text in UTF-8"))
          : parse(file, shown);
    } catch (IOException e) {
      return failed(Problem.error(file, 0, 0, "cannot be read: " + PlainFile.reason(e)));
    }
  }

  private static Result failed(Problem problem) {
    return new Result(null, List.of(problem));
  }

  static Result parse(Path file, String text) {
    try (var parser = TomlTree.parser(text)) {
      var toml = new TomlFile(file, text, KeyLocator.locate(text));
      return new Result(new TomlTable(toml, List.of(), TomlTree.read(parser)), List.of());
    } catch (KeyBoundException e) {
      return failed(problem(file, text, e.offset(), e.problem()));
    } catch (JacksonException e) {
      return failed(syntaxProblem(file, text, e));
    } catch (RuntimeException | StackOverflowError e) {
      return failed(
          Problem.error(file, 0, 0, "the reader of TOML fails on this file: " + e)
              .withHint("this is a bug: please report it, with the file"));
    }
  }

  private static Problem syntaxProblem(Path file, String text, JacksonException e) {
    if (TomlTree.isTooDeep(e)) {
      // It stands in what was read so far, so that the rest of the text need not be valid.
      try {
        KeyLocator.locate(text);
      } catch (KeyBoundException deep) {
        return problem(file, text, deep.offset(), deep.problem());
      }
    }
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

  /// Returns a problem at an offset of a text.
  private static Problem problem(Path file, String text, int offset, String message) {
    var start = text.lastIndexOf('\n', offset - 1) + 1;
    var end = text.indexOf('\n', offset);
    var line = 1 + (int) text.substring(0, start).chars().filter(c -> c == '\n').count();
    return Problem.error(file, line, offset - start + 1, message)
        .withSource(text.substring(start, end < 0 ? text.length() : end).stripTrailing());
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
    return new Place(file, line + 1, offset - lines[line] + 1, source(line));
  }

  private String source(int line) {
    var source = sources[line];
    if (source == null) {
      var end = line + 1 < lines.length ? lines[line + 1] : text.length();
      source = text.substring(lines[line], end).stripTrailing();
      sources[line] = source;
    }
    return source;
  }

  void add(Problem problem) {
    problems.add(problem);
  }

  /// Returns how many problems were found so far.
  int problemCount() {
    return problems.count();
  }

  /// Returns the problems found so far, by line and column, and last how many more there are.
  List<Problem> problems() {
    return problems.sorted();
  }
}
