package org.pharosdns.cli.watch;

import java.time.Duration;
import org.pharosdns.cli.control.Overview;
import org.pharosdns.cli.terminal.StyledLine;
import org.pharosdns.health.verdict.Verdict;

/// A monitor as a line: its verdict, what it is, and its last hour as a bar.
record MonitorPicture(Overview.MonitorLine monitor) {
  private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();
  private static final int WORD = 9;
  private static final int LEAST_BAR = 10;

  /// @param labels columns for what it is
  StyledLine line(int labels, int columns) {
    var line =
        StyledLine.of(
            StatusPicture.tint(monitor.verdict()), StatusPicture.lower(monitor.verdict()));
    var label = monitor.label();
    line.to(WORD).add(label.length() > labels ? label.substring(0, labels) : label);
    line.to(WORD + labels + 1);
    var cells = columns - line.width();
    if (cells < LEAST_BAR) {
      return line;
    }
    for (var cell = 0; cell < cells; cell++) {
      var verdict = worst(cell, cells);
      line.add(StatusPicture.tint(verdict), verdict == Verdict.UNKNOWN ? "·" : bar(verdict));
    }
    return line;
  }

  private static String bar(Verdict verdict) {
    return switch (verdict) {
      case UP -> "▄";
      case SUSPECT -> "▆";
      case DOWN -> "█";
      case UNKNOWN -> "·";
    };
  }

  /// The worst verdict in one cell of the bar.
  private Verdict worst(int cell, int cells) {
    var oldest = HOUR_MILLIS - HOUR_MILLIS * cell / cells;
    var newest = HOUR_MILLIS - HOUR_MILLIS * (cell + 1) / cells;
    var worst = Verdict.UNKNOWN;
    var changes = monitor.changes();
    for (var i = 0; i < changes.size(); i++) {
      var began = changes.get(i).age().toMillis();
      var ended = i + 1 < changes.size() ? changes.get(i + 1).age().toMillis() : 0;
      var touches = began > newest && (ended < oldest || (i + 1 == changes.size()));
      if (touches && rank(changes.get(i).verdict()) > rank(worst)) {
        worst = changes.get(i).verdict();
      }
    }
    return worst;
  }

  private static int rank(Verdict verdict) {
    return switch (verdict) {
      case UNKNOWN -> 0;
      case UP -> 1;
      case SUSPECT -> 2;
      case DOWN -> 3;
    };
  }
}
