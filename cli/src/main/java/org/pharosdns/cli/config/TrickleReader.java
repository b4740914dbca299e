package org.pharosdns.cli.config;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pharosdns.zone.steer.Trickle;

/// Reads `trickle = { to = "www-dr", share = 0.01 }`.
record TrickleReader(NameTable name) {
  private static final Keys KEYS = new Keys(Set.of("to", "share"), Map.of());

  /// Returns null when there is none, or none that is sound.
  @Nullable Trickle read() {
    var outer = name.of("trickle");
    var table = outer.has("trickle") ? outer.table("trickle") : null;
    if (table == null) {
      return null;
    }
    table.allow(KEYS);
    if (!table.has("to") || !table.has("share")) {
      table.add(table.place().error("trickle needs both: { to = \"www-dr\", share = 0.01 }"));
    }
    var to = table.parsed("to", "an owner name", name::owner);
    var share = table.share("share");
    if (to == null || share == null) {
      return null;
    }
    var perMillion = Math.toIntExact(Math.round(share * Trickle.MILLION));
    if (perMillion == 0) {
      table.error("share", "share must be at least 0.000001");
      return null;
    }
    return new Trickle(to, perMillion);
  }
}
