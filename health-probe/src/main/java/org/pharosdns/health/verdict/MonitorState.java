package org.pharosdns.health.verdict;

/// A verdict and the counts that lead to the next one.
///
/// @param passes passes since the newest failure, not counted above a billion
/// @param failures failures that count towards `fall`, or all since it went down
public record MonitorState(Verdict verdict, int passes, int failures) {
  /// The state before the first result.
  public static final MonitorState UNKNOWN = new MonitorState(Verdict.UNKNOWN, 0, 0);
}
