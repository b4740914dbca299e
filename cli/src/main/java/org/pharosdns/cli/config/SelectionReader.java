package org.pharosdns.cli.config;

import static java.util.Objects.requireNonNullElse;

import java.util.LinkedHashMap;
import java.util.Map;
import org.pharosdns.zone.steer.Selection;
import org.pharosdns.zone.steer.Selection.Select;

/// Reads how the members of an answer are chosen: `select`, `answers`.
record SelectionReader(NameTable name) {
  private static final Map<String, Select> SELECTS = selects();

  private static Map<String, Select> selects() {
    var selects = new LinkedHashMap<String, Select>();
    selects.put("rotate", Select.ROTATE);
    selects.put("weighted", Select.WEIGHTED);
    return selects;
  }

  Selection read() {
    var select = name.of("select").choice("select", SELECTS);
    var answers = name.of("answers").integer("answers", 1, 256);
    return new Selection(requireNonNullElse(select, Select.ROTATE), requireNonNullElse(answers, 0));
  }
}
