package org.pharosdns.health.monitor;

import java.util.List;

/// Is told of every change of a verdict, suspicion included.
@FunctionalInterface
public interface HealthListener {
  /// Called on the health thread, one call at a time, after the table was published. What it throws
  /// is logged. No probe starts and no result counts until it returns.
  ///
  /// @param changed the monitors whose verdict differs from the table before
  void healthChanged(HealthTable table, List<Monitor> changed);

  /// Called on the health thread when no witness is reached any more. The table holds the verdicts
  /// of the last round that reached one again, and keeps them.
  ///
  /// @param sinceNanos when that round was; changes of verdicts after it are taken back
  default void monitorFailureBegan(long sinceNanos) {}

  /// Called on the health thread when a witness is reached again.
  default void monitorFailureEnded() {}
}
