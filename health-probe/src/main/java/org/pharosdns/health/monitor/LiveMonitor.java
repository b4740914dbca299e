package org.pharosdns.health.monitor;

/// A watched monitor as it is at any moment; the same object for as long as it is watched. Read by
/// anyone without a lock.
public interface LiveMonitor {
  /// Returns what was published last: the verdict is current, details at most `refresh` old.
  MonitorStatus status();

  /// Returns when it last passed and failed.
  Evidence evidence();
}
