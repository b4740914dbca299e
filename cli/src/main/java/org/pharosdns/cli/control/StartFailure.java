package org.pharosdns.cli.control;

import java.io.Serial;
import java.util.List;

/// A server does not start; the problems say why, each in one or more lines.
public final class StartFailure extends Exception {
  /// The exit code when an address cannot be bound.
  public static final int CANNOT_BIND = 71;

  /// The exit code for an error in the configuration.
  public static final int BAD_CONFIGURATION = 78;

  @Serial private static final long serialVersionUID = 1;

  private final int exitCode;
  private final transient List<String> problems;

  /// @param exitCode [#CANNOT_BIND] or [#BAD_CONFIGURATION], or 1 for anything else
  /// @param problems at least one
  public StartFailure(int exitCode, List<String> problems) {
    super(String.join("; ", problems));
    this.exitCode = exitCode;
    this.problems = List.copyOf(problems);
  }

  /// Returns the exit code of the process.
  public int exitCode() {
    return exitCode;
  }

  /// Returns why, all problems at once.
  public List<String> problems() {
    return problems;
  }
}
