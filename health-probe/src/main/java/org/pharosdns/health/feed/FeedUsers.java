package org.pharosdns.health.feed;

import java.util.ArrayList;
import java.util.Collection;
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
  private final List<Monitor> all = new ArrayList<>();

  /// Those of feeds without a file, by the name of the feed and the address.
  private final Map<String, Map<String, List<Monitor>>> pushed = new TreeMap<>();

  FeedUsers(Set<Monitor> watched) {
    this.watched = watched;
    for (Monitor monitor : watched) {
      if (monitor.check() instanceof FeedCheck feed) {
        all.add(monitor);
        if (feed.file() == null) {
          pushed
              .computeIfAbsent(feed.name(), _ -> new HashMap<>())
              .computeIfAbsent(monitor.target().host(), _ -> new ArrayList<>())
              .add(monitor);
        }
      }
    }
  }

  /// Whether it was made of that very set.
  @SuppressWarnings("ReferenceEquality") // a set that is watched is never changed
  boolean areOf(Set<Monitor> set) {
    return watched == set;
  }

  /// Returns the monitors of all feeds.
  List<Monitor> all() {
    return all;
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
    return pushed.getOrDefault(name, Map.of()).values().stream()
        .flatMap(Collection::stream)
        .mapToLong(monitor -> monitor.check().timing().interval().toNanos())
        .max()
        .orElse(0);
  }
}
