package org.pharosdns.zone.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.pharosdns.zone.model.Problem.Severity;

/// The problems of one file: each once, the first thousand whole, the rest as a number.
public final class ProblemTally {
  private static final int MOST = 1000;

  private final Path file;
  private final Set<Problem> kept = new LinkedHashSet<>();
  private final EnumMap<Severity, Integer> rest = new EnumMap<>(Severity.class);

  /// @param file what the number of the rest is told of
  public ProblemTally(Path file) {
    this.file = file;
  }

  /// Adds a problem; only counts it where there are very many.
  public void add(Problem problem) {
    if (kept.size() < MOST) {
      kept.add(problem);
    } else if (!kept.contains(problem)) {
      rest.merge(problem.severity(), 1, Integer::sum);
    }
  }

  /// Adds each of them.
  public void addAll(Collection<Problem> problems) {
    problems.forEach(this::add);
  }

  /// Returns how many there are, those that are only counted included.
  public int count() {
    var count = kept.size();
    for (var more : rest.values()) {
      count += more;
    }
    return count;
  }

  /// Returns the problems as they were found, and last how many more there are.
  public List<Problem> list() {
    return whole(new ArrayList<>(kept));
  }

  /// Returns the problems by line and column, and last how many more there are.
  public List<Problem> sorted() {
    var sorted = new ArrayList<>(kept);
    sorted.sort(Problem.BY_PLACE);
    return whole(sorted);
  }

  private List<Problem> whole(List<Problem> found) {
    rest.forEach((severity, more) -> found.add(Problem.rest(severity, file, more, "")));
    return List.copyOf(found);
  }
}
