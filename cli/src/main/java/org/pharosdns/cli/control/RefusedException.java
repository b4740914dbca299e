package org.pharosdns.cli.control;

import java.io.Serial;
import java.util.ArrayList;
import java.util.List;

/// What was asked for was not done; the problems say why, one sentence each.
public final class RefusedException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  /// @param problems at least one, without a final dot
  public RefusedException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /// One problem.
  public RefusedException(String problem) {
    this(List.of(problem));
  }

  /// Returns why, one sentence each.
  public List<String> problems() {
    return problems;
  }

  /// Returns the same with one more problem.
  public RefusedException withProblem(String problem) {
    var more = new ArrayList<>(problems);
    more.add(problem);
    return new RefusedException(more);
  }
}
