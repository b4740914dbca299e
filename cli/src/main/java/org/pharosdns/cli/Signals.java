package org.pharosdns.cli;

/// The signals that the operating system sends to this process.
@FunctionalInterface
public interface Signals {
  /// Runs `action` on a thread of its own whenever the signal comes, in place of what would happen
  /// otherwise.
  ///
  /// @param name without `SIG`: `HUP`, `TERM`, `INT`
  void on(String name, Runnable action);
}
