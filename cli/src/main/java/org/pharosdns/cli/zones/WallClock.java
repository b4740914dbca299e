package org.pharosdns.cli.zones;

import java.time.InstantSource;

/// The one place where the wall clock of the machine is looked at. Everybody else is given a source
/// of time, and asks it only for what people date: serials, signatures, logs, forced states that
/// end. Whatever must last, lasts on the monotonic clock.
public final class WallClock {
  private WallClock() {}

  /// Returns the clock of this machine.
  public static InstantSource system() {
    return InstantSource.system();
  }
}
