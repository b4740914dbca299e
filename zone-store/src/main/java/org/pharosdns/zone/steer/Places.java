package org.pharosdns.zone.steer;

import java.util.Map;

/// Where the keys of one `[name.OWNER]` table stand.
///
/// @param table the table itself
/// @param keys by key; the parts of a nested key are joined by dots: `failover_budget`,
///     `backup.0`, `weights.192.0.2.1`
public record Places(Place table, Map<String, Place> keys) {
  /// Copies the map.
  public Places {
    keys = Map.copyOf(keys);
  }

  /// Returns where `key` was set, or the table when it was not.
  public Place of(String key) {
    return keys.getOrDefault(key, table);
  }
}
