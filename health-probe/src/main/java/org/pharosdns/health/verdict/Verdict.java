package org.pharosdns.health.verdict;

/// What the rules make of a monitor's results.
public enum Verdict {
  /// No result yet.
  UNKNOWN,
  /// Passing.
  UP,
  /// Up, but its newest probe failed.
  SUSPECT,
  /// Failed often enough.
  DOWN
}
