package org.pharosdns.zone.load;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.model.Problem.Severity;

/// What was found wrong while one zone was read and validated, at most 100 errors and 100 warnings
/// a file, and 1,000 of each in all; the rest is counted.
///
/// A *place* is a file and an octet in it ({@link Source#place}), or {@link #NOWHERE}. Lines and
/// columns are counted once, at the end.
final class ProblemList {
  /// The place of what concerns the whole zone file.
  static final long NOWHERE = -1;

  private static final int MOST = 100;
  private static final int MOST_OF_ZONE = 1000;

  /// The most octets of a line that are looked at behind its place, far more than are shown.
  private static final int MOST_BEHIND = 600;

  private record Found(
      long place, Severity severity, String message, @Nullable String hint, int number)
      implements Comparable<Found> {
    @Override
    public int compareTo(Found other) {
      return place == other.place
          ? Integer.compare(number, other.number)
          : Long.compare(place, other.place);
    }
  }

  private final Path zoneFile;
  private final List<Source> sources = new ArrayList<>();
  private final Map<Integer, EnumMap<Severity, Integer>> counts = new TreeMap<>();
  private final EnumMap<Severity, Integer> kept = new EnumMap<>(Severity.class);
  private final EnumMap<Severity, Integer> rest = new EnumMap<>(Severity.class);
  private final List<Found> found = new ArrayList<>();
  private int errors;

  ProblemList(Path zoneFile) {
    this.zoneFile = zoneFile;
  }

  void addSource(Source source) {
    sources.add(source);
  }

  int sources() {
    return sources.size();
  }

  /// Returns the number of errors so far, those that will only be counted included.
  int errors() {
    return errors;
  }

  void error(long place, String message, @Nullable String hint) {
    errors++;
    add(place, Severity.ERROR, message, hint);
  }

  void warning(long place, String message, @Nullable String hint) {
    add(place, Severity.WARNING, message, hint);
  }

  private void add(long place, Severity severity, String message, @Nullable String hint) {
    if (kept.getOrDefault(severity, 0) >= MOST_OF_ZONE) {
      rest.merge(severity, 1, Integer::sum);
      return;
    }
    var ofFile = counts.computeIfAbsent(fileOf(place), any -> new EnumMap<>(Severity.class));
    if (ofFile.merge(severity, 1, Integer::sum) <= MOST) {
      kept.merge(severity, 1, Integer::sum);
      found.add(new Found(place, severity, message, hint, found.size()));
    }
  }

  private static int fileOf(long place) {
    return place == NOWHERE ? 0 : (int) (place >>> 32);
  }

  /// Returns all problems by file and line.
  List<Problem> problems() {
    Collections.sort(found);
    var problems = new ArrayList<Problem>(found.size() + 1);
    var lines = new LineCounter();
    for (var each : found) {
      problems.add(problem(each, lines));
    }
    counts.forEach((file, count) -> addRest(path(file), count, MOST, "", problems));
    addRest(zoneFile, rest, 0, " in all files together", problems);
    return problems;
  }

  private Problem problem(Found each, LineCounter lines) {
    if (each.place == NOWHERE) {
      return new Problem(each.severity, zoneFile, 0, 0, each.message, each.hint, null);
    }
    var source = sources.get(fileOf(each.place));
    lines.goTo(source, (int) each.place);
    return new Problem(
            each.severity, source.path(), lines.line, lines.column(), each.message, each.hint, null)
        .withSource(lines.text());
  }

  private Path path(int file) {
    return file < sources.size() ? sources.get(file).path() : zoneFile;
  }

  private static void addRest(
      Path path, Map<Severity, Integer> count, int said, String where, List<Problem> problems) {
    for (var severity : Severity.values()) {
      var more = count.getOrDefault(severity, 0) - said;
      if (more > 0) {
        problems.add(Problem.rest(severity, path, more, where));
      }
    }
  }

  /// Counts the lines of one file after the other, only forwards.
  private static final class LineCounter {
    private @Nullable Source source;
    private byte[] octets = {};
    private int lineStart;
    private int offset;
    private int line;

    void goTo(Source source, int offset) {
      if (this.source != source) {
        this.source = source;
        octets = source.octets();
        lineStart = source.start();
        line = 1;
      }
      this.offset = Math.min(offset, octets.length);
      for (var i = lineStart; i < this.offset; i++) {
        if (octets[i] == '\n') {
          lineStart = i + 1;
          line++;
        }
      }
    }

    int column() {
      return 1 + characters(lineStart, Math.max(offset, lineStart)).length();
    }

    String text() {
      var end = lineStart;
      while (end < octets.length && octets[end] != '\n' && end - offset < MOST_BEHIND) {
        end++;
      }
      return characters(lineStart, end);
    }

    /// Returns octets as text that is safe to show in a terminal.
    private String characters(int from, int to) {
      var text = new String(octets, from, to - from, StandardCharsets.UTF_8);
      var end = text.endsWith("\r") ? text.length() - 1 : text.length();
      var safe = new StringBuilder(end);
      for (var i = 0; i < end; i++) {
        var c = text.charAt(i);
        safe.append(Character.isISOControl(c) && c != '\t' ? '\ufffd' : c);
      }
      return safe.toString();
    }
  }
}
