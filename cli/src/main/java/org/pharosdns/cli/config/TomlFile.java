package org.pharosdns.cli.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.steer.Place;
import tools.jackson.core.JacksonException;

/// A TOML file that was read, where its keys stand, and the problems found in it so far.
final class TomlFile {
  private static final Pattern LOCATION = Pattern.compile("line: (\\d+), column: (\\d+)");

  private final Path file;
  private final List<String> lines;
  private final Map<List<String>, Integer> offsets;
  private final String text;
  private final Set<Problem> problems = new LinkedHashSet<>();

  private TomlFile(Path file, String text) {
    this.file = file;
    this.text = text;
    lines = text.lines().toList();
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
    var line = 1;
    var start = 0;
    for (var i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) {
      line++;
      start = i + 1;
    }
    return new Place(file, line, offset - start + 1, lines.get(line - 1));
  }

  void add(Problem problem) {
    problems.add(problem);
  }

  /// Returns how many problems were found so far.
  int problemCount() {
    return problems.size();
  }

  /// Returns the problems found so far, by line and column.
  List<Problem> problems() {
    return problems.stream().sorted(Problem.BY_PLACE).toList();
  }
}
