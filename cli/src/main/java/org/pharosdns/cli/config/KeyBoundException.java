package org.pharosdns.cli.config;

import java.io.Serial;

/// A TOML text with a key that is longer, or stands deeper, than any that means something.
final class KeyBoundException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final int offset;

  /// @param offset in characters, about where the bound is passed
  /// @param problem what is told of it
  KeyBoundException(int offset, String problem) {
    super(problem);
    this.offset = offset;
  }

  int offset() {
    return offset;
  }

  /// Returns what is wrong, one sentence.
  String problem() {
    return String.valueOf(getMessage());
  }
}
