package org.pharosdns.health.check;

import org.jspecify.annotations.Nullable;
import org.pharosdns.health.program.ProcessFamily;

/// What a probe leaves behind, to be ended once its result is known: that may take longer than a
/// probe has, and says nothing about the target. Used by one thread.
final class Leftovers implements AutoCloseable {
  private @Nullable ProcessFamily family;

  /// Takes the program of a probe.
  void add(ProcessFamily program) {
    family = program;
  }

  /// Ends it with all that it has started.
  @Override
  public void close() {
    if (family != null) {
      family.close();
    }
  }
}
