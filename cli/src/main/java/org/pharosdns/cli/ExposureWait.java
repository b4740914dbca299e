package org.pharosdns.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.ControlApi;
import org.pharosdns.cli.control.MemberStatus;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.zones.WallClock;

/// Waits until no cache hands members out any more: `drain --wait`, `down --wait`.
///
/// @param out what it says goes here
record ExposureWait(PrintStream out, Console.Pause pause, ControlApi server, List<String> what) {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /// Says when it will be over and when it is; false when it was interrupted.
  boolean run() throws RefusedException {
    Duration left = left();
    if (left != null) {
      var at =
          LocalTime.ofInstant(WallClock.system().instant(), ZoneId.systemDefault())
              .plus(left)
              .plusSeconds(1)
              .truncatedTo(ChronoUnit.SECONDS);
      out.println("safe to power off at " + at + assumed());
    }
    while (left != null) {
      if (!pause.next(left.compareTo(LONGEST_PAUSE) < 0 ? left : LONGEST_PAUSE)) {
        return false;
      }
      left = left();
    }
    out.println("safe to power off");
    return true;
  }

  private String assumed() throws RefusedException {
    return server.status(what).stream().anyMatch(MemberStatus::exposureAssumed)
        ? " (assumed: what was answered before the restart is unknown)"
        : "";
  }

  private @Nullable Duration left() throws RefusedException {
    Duration longest = null;
    for (var member : server.status(what)) {
      var exposed = member.exposedUntil();
      if (exposed != null && (longest == null || exposed.compareTo(longest) > 0)) {
        longest = exposed;
      }
    }
    return longest;
  }
}
