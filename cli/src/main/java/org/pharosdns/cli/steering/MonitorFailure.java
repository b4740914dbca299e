package org.pharosdns.cli.steering;

/// A failure of the monitors that goes on: no witness is reached.
///
/// @param lastGoodNanos when the last round of the witnesses began that reached one, monotonic
record MonitorFailure(long lastGoodNanos) {}
