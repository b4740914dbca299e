package org.pharosdns.zone.steer;

import java.util.Map;
import java.util.Set;

/// Where the keys of one `[name.OWNER]` table stand.
///
/// @param table the table itself
/// @param keys by key; the parts of a nested key are joined by dots: `failover_budget`,
///     `backup.0`, `weights.192.0.2.1`
/// @param inherited those of the keys that the table has from `[defaults]`
public record Places(Place table, Map<String, Place> keys, Set<String> inherited) {
  /// Copies the keys.
  public Places {
    keys = Map.copyOf(keys);
    inherited = Set.copyOf(inherited);
  }

  /// Whether the table itself sets `key`.
  public boolean areOwn(String key) {
    return keys.containsKey(key) && !inherited.contains(key);
  }

  /// Returns where `key` was set, or the table when it was not.
  public Place of(String key) {
    return keys.getOrDefault(key, table);
  }
}
