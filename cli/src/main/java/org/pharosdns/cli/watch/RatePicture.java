package org.pharosdns.cli.watch;

import java.util.List;
import java.util.Map;
import org.pharosdns.cli.Tint;
import org.pharosdns.cli.terminal.StyledLine;

/// Answers per second as numbers and as a line of bars.
///
/// @param rates by RCODE, the newest last
record RatePicture(Map<String, List<Long>> rates) {
  private static final String BARS = " ▁▂▃▄▅▆▇█";

  /// Returns the numbers of the newest second.
  StyledLine numbers() {
    var line = new StyledLine().add(newest(total()) + " answers/s");
    rates.forEach(
        (rcode, rate) -> {
          if (newest(rate) > 0) {
            line.add(Tint.FAINT, "  " + rcode + " " + newest(rate));
          }
        });
    return line;
  }

  /// Returns a bar a second, the newest on the right.
  StyledLine line(int columns) {
    var total = total();
    var shown = total.subList(Math.max(0, total.size() - columns), total.size());
    var most = Math.max(1, shown.stream().mapToLong(Long::longValue).max().orElse(0));
    var bars = new StringBuilder(" ".repeat(Math.max(0, columns - shown.size())));
    for (var rate : shown) {
      var height = rate == 0 ? 0 : 1 + (int) (rate * (BARS.length() - 2) / most);
      bars.append(BARS.charAt(height));
    }
    return new StyledLine().add(bars.toString());
  }

  private List<Long> total() {
    var length = rates.values().stream().mapToInt(List::size).max().orElse(0);
    var sums = new Long[length];
    for (var i = 0; i < length; i++) {
      var at = i;
      sums[i] =
          rates.values().stream().mapToLong(rate -> at < rate.size() ? rate.get(at) : 0).sum();
    }
    return List.of(sums);
  }

  private static long newest(List<Long> rate) {
    return rate.isEmpty() ? 0 : rate.getLast();
  }
}
