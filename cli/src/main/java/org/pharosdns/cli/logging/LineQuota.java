package org.pharosdns.cli.logging;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// So many lines a second of each kind, then a count. Time is an argument. Any thread.
final class LineQuota {
  private static final long SECOND_NANOS = 1_000_000_000L;

  /// More kinds than that within a second are one kind.
  private static final int MOST_KINDS = 1000;

  private static final String OTHERS = "lines of other kinds";

  /// What was left away.
  record LeftAway(String kind, long lines) {}

  private static final class Second {
    private final long startNanos;
    private int lines;
    private long leftAway;

    Second(long startNanos) {
      this.startNanos = startNanos;
    }
  }

  private final Map<String, Second> seconds = new HashMap<>();
  private final List<LeftAway> over = new ArrayList<>();
  private int linesPerSecond = 10;

  /// @param lines at least 1
  synchronized void linesPerSecond(int lines) {
    linesPerSecond = lines;
  }

  /// Counts one more line and returns whether it may be written.
  synchronized boolean admit(String kind, long nowNanos) {
    var second = seconds.get(kind);
    if (second == null || nowNanos - second.startNanos >= SECOND_NANOS) {
      if (second != null) {
        end(kind, second);
      }
      if (second == null && seconds.size() >= MOST_KINDS && !kind.equals(OTHERS)) {
        return admit(OTHERS, nowNanos);
      }
      second = new Second(nowNanos);
      seconds.put(kind, second);
    }
    if (second.lines == linesPerSecond) {
      second.leftAway++;
      return false;
    }
    second.lines++;
    return true;
  }

  private void end(String kind, Second second) {
    if (second.leftAway > 0) {
      over.add(new LeftAway(kind, second.leftAway));
    }
  }

  /// Returns what was left away in seconds that are over, once.
  synchronized List<LeftAway> takeLeftAway(long nowNanos) {
    seconds
        .entrySet()
        .removeIf(
            each -> {
              var isOver = nowNanos - each.getValue().startNanos >= SECOND_NANOS;
              if (isOver) {
                end(each.getKey(), each.getValue());
              }
              return isOver;
            });
    var taken = List.copyOf(over);
    over.clear();
    return taken;
  }
}
