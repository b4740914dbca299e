package org.pharosdns.cli.config;

/// What somebody can be told of.
public enum NotifyEvent {
  /// A member is down.
  DOWN,
  /// A member is up again.
  UP,
  /// A steered name has no tier left.
  EXHAUSTED,
  /// No witness is reached: it is us.
  MONITOR_FAILURE,
  /// A name was loaded with a failover budget that cannot be kept.
  BUDGET_INFEASIBLE,
  /// A forced state is about to release itself.
  FORCED_EXPIRING,
  /// A zone was read with errors and keeps its old data, if it has any.
  ZONE_REJECTED
}
