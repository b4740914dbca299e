package org.pharosdns.cli.config;

import java.io.Serial;

/// A TOML text whose keys and lists stand too deep in each other.
final class TooDeepException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final int offset;

  /// @param offset in characters, about where it is too deep
  TooDeepException(int offset) {
    super("too deep at " + offset);
    this.offset = offset;
  }

  int offset() {
    return offset;
  }
}
