package org.pharosdns.zone.steer;

import java.time.Duration;

/// When a member changes too often to be trusted: `flap = { max = 4, within = "10m", hold = "5m"
/// }`.
///
/// @param max changes between up and down within the window that are still bearable, at least 1
/// @param hold how long after its last change a flapping member is kept down
public record Flap(int max, Duration within, Duration hold) {}
