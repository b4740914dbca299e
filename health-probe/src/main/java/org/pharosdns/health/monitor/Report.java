package org.pharosdns.health.monitor;

import org.pharosdns.health.check.ProbeResult;

/// A verdict on a monitor that is not probed.
///
/// @param trueAtNanos when it was true, monotonic: the evidence
public record Report(Monitor monitor, ProbeResult result, long trueAtNanos) {}
