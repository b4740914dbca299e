package org.pharosdns.health.feed;

import java.util.List;

/// Pushed verdicts were not taken; the problems say why, one sentence each.
public final class FeedRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  FeedRefusedException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /// Returns why, at least one sentence.
  public List<String> problems() {
    return problems;
  }
}
