package org.pharosdns.cli.config;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.zone.model.Problem;

/// What came of reading a file.
///
/// @param readable what it says as far as that could be read; null when nothing could
/// @param problems errors and warnings, in file order
public record Loaded<T>(@Nullable T readable, List<Problem> problems) {
  /// Copies the list.
  public Loaded {
    problems = List.copyOf(problems);
  }

  /// Returns what the file says; null when a problem is an error.
  public @Nullable T value() {
    return problems.stream().anyMatch(Problem::isError) ? null : readable;
  }
}
