package org.pharosdns.cli.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `[defaults]` of the steering file and of `pharos.toml`: keys that a `[name.OWNER]` does not set.
public final class SteeringDefaults {
  /// Nothing is set.
  public static final SteeringDefaults NONE = new SteeringDefaults(List.of());

  private final List<TomlTable> tables;

  /// @param tables the nearest first
  private SteeringDefaults(List<TomlTable> tables) {
    this.tables = List.copyOf(tables);
  }

  /// Returns these defaults behind those of a nearer file; null stands for none.
  SteeringDefaults behind(@Nullable TomlTable nearer) {
    if (nearer == null) {
      return this;
    }
    var all = new ArrayList<TomlTable>();
    all.add(nearer);
    all.addAll(tables);
    return new SteeringDefaults(all);
  }

  /// Returns the table that sets `key`: `own`, else the nearest default, else `own`.
  TomlTable holding(String key, TomlTable own) {
    if (!own.has(key)) {
      for (var table : tables) {
        if (table.has(key)) {
          return table;
        }
      }
    }
    return own;
  }
}
