package org.pharosdns.health.check;

import java.util.List;

/// Passes when a program ends with 0.
///
/// @param command the program and its arguments, at least the program; `{address}` and `{port}` are
///     replaced by those of the target. No shell is involved
public record ExecCheck(Timing timing, List<String> command) implements Check {
  /// Copies the list; throws IllegalArgumentException if it is empty.
  public ExecCheck {
    command = List.copyOf(command);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("no program");
    }
  }

  @Override
  public int port() {
    return 0;
  }

  @Override
  public String kind() {
    return "exec";
  }
}
