package org.pharosdns.cli.admin;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pharosdns.health.monitor.HealthTable;
import org.pharosdns.health.monitor.Monitor;
import org.pharosdns.health.verdict.Verdict;

/// What each monitor's verdict was during the last hour. Any thread.
public final class VerdictHistory {
  private static final long HOUR_NANOS = Duration.ofHours(1).toNanos();

  /// So many changes of one monitor are remembered; a monitor that flaps more loses the oldest.
  private static final int MOST_CHANGES = 200;

  /// A verdict and when it began, monotonic.
  record Change(long atNanos, Verdict verdict, String reason) {}

  private final Map<Monitor, Deque<Change>> changes = new HashMap<>();

  /// Remembers the verdicts of `changed` as they stand in `table`.
  public synchronized void changed(HealthTable table, Collection<Monitor> changed, long nowNanos) {
    for (var monitor : changed) {
      var status = table.status(monitor);
      if (status != null) {
        var list = changes.computeIfAbsent(monitor, _ -> new ArrayDeque<>());
        list.addLast(new Change(nowNanos, status.verdict(), status.reason()));
        while (list.size() > MOST_CHANGES) {
          list.removeFirst();
        }
      }
    }
  }

  /// Returns the changes of a monitor within the last hour, the oldest first, preceded by the
  /// verdict in force when that hour began, if it is known.
  synchronized List<Change> of(Monitor monitor, long nowNanos) {
    var list = changes.get(monitor);
    if (list == null) {
      return List.of();
    }
    while (list.size() > 1 && nowNanos - second(list).atNanos() > HOUR_NANOS) {
      list.removeFirst();
    }
    return new ArrayList<>(list);
  }

  private static Change second(Deque<Change> list) {
    var iterator = list.iterator();
    iterator.next();
    return iterator.next();
  }

  /// Returns of how many monitors something is remembered.
  public synchronized int size() {
    return changes.size();
  }

  /// Forgets monitors that are watched no more.
  public synchronized void keepOnly(Set<Monitor> watched) {
    changes.keySet().retainAll(watched);
  }
}
