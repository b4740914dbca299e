package org.pharosdns.cli.terminal;

import java.util.List;

/// What to write to a terminal so that it shows the next picture instead of the last one: only the
/// lines that differ, so that nothing flickers.
final class FramePainter {
  private static final String BEGIN = "\033[?2026h";
  private static final String CLEAR = "\033[2J";
  private static final String END = "\033[?2026l";

  private List<String> shown = List.of();
  private boolean unknown = true;

  /// Forgets what is shown: the next picture is drawn whole.
  void forget() {
    unknown = true;
  }

  /// Returns the octets to write, nothing when nothing differs.
  String paint(List<String> lines) {
    var text = new StringBuilder(unknown ? CLEAR : "");
    for (var row = 0; row < lines.size(); row++) {
      if (unknown || row >= shown.size() || !shown.get(row).equals(lines.get(row))) {
        text.append("\033[").append(row + 1).append(";1H").append(lines.get(row)).append("\033[K");
      }
    }
    if (!unknown && lines.size() < shown.size()) {
      text.append("\033[").append(lines.size() + 1).append(";1H\033[J");
    }
    shown = List.copyOf(lines);
    unknown = false;
    return text.isEmpty() ? "" : BEGIN + text + END;
  }
}
