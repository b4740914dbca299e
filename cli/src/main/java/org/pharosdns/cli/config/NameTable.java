package org.pharosdns.cli.config;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.steer.Place;
import org.pharosdns.zone.steer.Places;

/// One `[name.OWNER]` table with the defaults behind it; notes where each key that is asked for
/// stands.
final class NameTable {
  private final TomlTable own;
  private final SteeringDefaults defaults;
  private final DnsName apex;
  private final Map<String, Place> places = new LinkedHashMap<>();
  private final Set<String> inherited = new HashSet<>();

  NameTable(TomlTable own, SteeringDefaults defaults, DnsName apex) {
    this.own = own;
    this.defaults = defaults;
    this.apex = apex;
  }

  /// The table itself, for keys without defaults.
  TomlTable own() {
    return own;
  }

  /// The name of the zone.
  DnsName apex() {
    return apex;
  }

  /// Returns the table that sets `key`: this one or the nearest default.
  TomlTable of(String key) {
    var table = defaults.holding(key, own);
    if (table.has(key)) {
      places.put(key, table.place(key));
      if (!own.has(key)) {
        inherited.add(key);
      }
    }
    return table;
  }

  /// Notes the place of something nested, such as `backup.0`.
  void note(String key, Place place) {
    places.put(key, place);
  }

  /// Returns the places of all keys that were asked for so far.
  Places places() {
    return new Places(own.place(), places, inherited);
  }

  /// Returns the owner names that a list of `table` holds, relative ones below the zone's; null
  /// when there is no list. Their places are noted as `prefix.0`, `prefix.1`, ...
  @Nullable List<DnsName> owners(TomlTable table, String key, String prefix) {
    var names = table.list(key, this::owner);
    for (var i = 0; names != null && i < names.size(); i++) {
      note(prefix + "." + i, table.place(key, Integer.toString(i)));
    }
    return names;
  }

  /// Returns the owner name that `text` says, relative to the zone unless it ends in a dot.
  ///
  /// @throws IllegalArgumentException when it says none
  DnsName owner(String text) {
    return DnsName.parse(text, apex);
  }

  /// Returns the words of a choice in the order in which a problem lists them.
  static <T> Map<String, T> words(String a, T first, String b, T second) {
    var map = new LinkedHashMap<String, T>();
    map.put(a, first);
    map.put(b, second);
    return map;
  }
}
