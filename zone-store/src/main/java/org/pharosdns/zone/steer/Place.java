package org.pharosdns.zone.steer;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.pharosdns.zone.model.Problem;

/// Where in a file of the operator's something was said.
///
/// @param line from 1; 0 when the whole file is meant
/// @param column from 1, counted in characters; 0 when the whole line is meant
/// @param source the text of the line, or null
public record Place(Path file, int line, int column, @Nullable String source) {
  /// Returns `FILE:LINE:COLUMN`.
  public String position() {
    return file + ":" + line + ":" + column;
  }

  /// Returns an error at this place.
  public Problem error(String message) {
    return withSource(Problem.error(file, line, column, message));
  }

  /// Returns a warning at this place.
  public Problem warning(String message) {
    return withSource(Problem.warning(file, line, column, message));
  }

  private Problem withSource(Problem problem) {
    return source == null ? problem : problem.withSource(source);
  }
}
