package org.pharosdns.cli.config;

import static java.util.Objects.requireNonNullElse;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pharosdns.zone.steer.NetworkHash;
import org.pharosdns.zone.steer.Selection;
import org.pharosdns.zone.steer.Selection.Groups;
import org.pharosdns.zone.steer.Selection.Select;

/// Reads how the members of an answer are chosen: `select`, `answers`, `groups`, `hash`.
record SelectionReader(NameTable name) {
  private static final Map<String, Select> SELECTS = selects();

  private static Map<String, Select> selects() {
    var selects = new LinkedHashMap<String, Select>();
    selects.put("rotate", Select.ROTATE);
    selects.put("weighted", Select.WEIGHTED);
    selects.put("weighted-multi", Select.WEIGHTED_MULTI);
    selects.put("hash", Select.HASH);
    selects.put("all", Select.ALL);
    return selects;
  }

  Selection read() {
    var select = requireNonNullElse(name.of("select").choice("select", SELECTS), Select.ROTATE);
    var answers = name.of("answers").integer("answers", 1, 256);
    return new Selection(select, requireNonNullElse(answers, 0), groups(select), hash(select));
  }

  /// A default for names that draw groups says nothing to the others.
  private Groups groups(Select select) {
    var groups =
        name.of("groups")
            .choice(
                "groups",
                NameTable.words(
                    "one-group", Groups.ONE_GROUP, "one-per-group", Groups.ONE_PER_GROUP));
    if (select == Select.WEIGHTED_MULTI) {
      return requireNonNullElse(groups, Groups.NONE);
    }
    if (name.own().has("groups")) {
      name.own().error("groups", "groups needs select = \"weighted-multi\"");
    }
    return Groups.NONE;
  }

  private @Nullable NetworkHash hash(Select select) {
    var hash = new NetworkHashReader(name.apex()).read(name.of("hash"));
    if (select == Select.HASH) {
      return hash;
    }
    if (name.own().has("hash")) {
      name.own().error("hash", "hash needs select = \"hash\"");
    }
    return null;
  }
}
