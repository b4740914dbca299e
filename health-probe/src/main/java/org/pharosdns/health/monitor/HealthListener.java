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
}
