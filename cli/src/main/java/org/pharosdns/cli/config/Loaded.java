package org.pharosdns.cli.config;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.zone.model.Problem;

/// What came of reading a file.
///
/// @param value what it says; null when a problem is an error
/// @param problems errors and warnings, in file order
public record Loaded<T>(@Nullable T value, List<Problem> problems) {
  /// Copies the list.
  public Loaded {
    problems = List.copyOf(problems);
  }

  /// Returns `value`, or null in its place when one of the problems is an error.
  static <T> Loaded<T> of(T value, List<Problem> problems) {
    return new Loaded<>(problems.stream().anyMatch(Problem::isError) ? null : value, problems);
  }
}
