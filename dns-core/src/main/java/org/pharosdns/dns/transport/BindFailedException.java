package org.pharosdns.dns.transport;

import java.io.Serial;
import java.util.List;

/// Some addresses could not be bound; nothing is bound.
public final class BindFailedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  BindFailedException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /// Returns one sentence per address and protocol, with the reason.
  public List<String> problems() {
    return problems;
  }
}
