package org.pharosdns.health.feed;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.pharosdns.health.check.FeedCheck;
import org.pharosdns.health.monitor.Monitor;

/// The watched monitors that feeds bring verdicts to. Made once per watched set, so that a push
/// costs no more than its own lines.
final class FeedUsers {
  private final Set<Monitor> watched;
  private final Map<Path, List<Monitor>> ofFiles = new HashMap<>();

  /// Those of feeds without a file, by the name of the feed and the address.
  private final Map<String, Map<String, List<Monitor>>> pushed = new TreeMap<>();

  private final Map<String, Long> longestValidityNanos = new HashMap<>();

  FeedUsers(Set<Monitor> watched) {
    this.watched = watched;
    for (Monitor monitor : watched) {
      if (monitor.check() instanceof FeedCheck feed) {
        Path file = feed.file();
        if (file != null) {
          ofFiles.computeIfAbsent(file, _ -> new ArrayList<>()).add(monitor);
        } else {
          pushed
              .computeIfAbsent(feed.name(), _ -> new HashMap<>())
              .computeIfAbsent(monitor.target().host(), _ -> new ArrayList<>())
              .add(monitor);
          longestValidityNanos.merge(feed.name(), feed.validity().toNanos(), Math::max);
        }
      }
    }
  }

  /// Whether it was made of that very set.
  @SuppressWarnings("ReferenceEquality") // a set that is watched is never changed
  boolean areOf(Set<Monitor> set) {
    return watched == set;
  }

  /// Returns the monitors of feeds with a file, by that.
  Map<Path, List<Monitor>> ofFiles() {
    return ofFiles;
  }

  boolean isPushed(String name) {
    return pushed.containsKey(name);
  }

  /// Returns the names of the feeds that are pushed, separated by commas; `none` when there are
  /// none.
  String pushedNames() {
    return pushed.isEmpty() ? "none" : String.join(", ", pushed.keySet());
  }

  /// Returns the monitors that a verdict on `address` pushed to a feed is about.
  List<Monitor> ofPushed(String name, String address) {
    return pushed.getOrDefault(name, Map.of()).getOrDefault(address, List.of());
  }

  /// Returns how long a verdict pushed to a feed may count for some monitor; 0 when nobody uses it.
  long longestValidityNanos(String name) {
    return longestValidityNanos.getOrDefault(name, 0L);
  }
}
