package org.pharosdns.zone.steer;

import java.time.Duration;

/// When a name goes back to a better tier that answers again.
public sealed interface Failback {
  /// At once.
  record Auto() implements Failback {}

  /// When an operator says so.
  record Manual() implements Failback {}

  /// When the better tier has been well for so long.
  record After(Duration delay) implements Failback {}
}
