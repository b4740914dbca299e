package org.pharosdns.cli.config;

import static java.util.Objects.requireNonNullElse;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pharosdns.zone.steer.MinHealthy;
import org.pharosdns.zone.steer.Tolerance;

/// Reads what a name does when members fail: `min_healthy`, `on_low`, `on_exhausted`,
/// `on_monitor_failure`, `suspect`.
record ToleranceReader(NameTable name) {
  Tolerance read() {
    var onLow =
        name.of("on_low")
            .choice(
                "on_low",
                Map.of(
                    "shrink", Tolerance.OnLow.SHRINK,
                    "next", Tolerance.OnLow.NEXT,
                    "open", Tolerance.OnLow.OPEN));
    var onExhausted =
        name.of("on_exhausted")
            .choice(
                "on_exhausted",
                NameTable.words(
                    "open", Tolerance.OnExhausted.OPEN, "nodata", Tolerance.OnExhausted.NODATA));
    var omits = name.of("suspect").choice("suspect", NameTable.words("omit", true, "keep", false));
    return new Tolerance(
        requireNonNullElse(minHealthy(), new MinHealthy.Count(1)),
        requireNonNullElse(onLow, Tolerance.OnLow.SHRINK),
        requireNonNullElse(onExhausted, Tolerance.OnExhausted.OPEN),
        requireNonNullElse(onMonitorFailure(), Tolerance.OnMonitorFailure.FREEZE),
        requireNonNullElse(omits, true));
  }

  private Tolerance.@Nullable OnMonitorFailure onMonitorFailure() {
    return name.of("on_monitor_failure")
        .choice(
            "on_monitor_failure",
            Map.of(
                "freeze", Tolerance.OnMonitorFailure.FREEZE,
                "open", Tolerance.OnMonitorFailure.OPEN,
                "closed", Tolerance.OnMonitorFailure.CLOSED));
  }

  private @Nullable MinHealthy minHealthy() {
    var table = name.of("min_healthy");
    if (table.isText("min_healthy")) {
      return table.parsed("min_healthy", "text", ToleranceReader::percent);
    }
    if (table.isTable("min_healthy")) {
      var weight = table.table("min_healthy");
      if (weight == null) {
        return null;
      }
      weight.allow(new Keys(Set.of("weight"), Map.of()));
      var share = weight.share("weight");
      if (!weight.has("weight")) {
        weight.add(weight.place().error("min_healthy needs a share: { weight = 0.5 }"));
      }
      return share == null ? null : new MinHealthy.WeightShare(share);
    }
    var count = table.integer("min_healthy", 1, 256);
    return count == null ? null : new MinHealthy.Count(count);
  }

  private static MinHealthy percent(String text) {
    if (text.matches("\\d{1,3}%")) {
      var percent = Integer.parseInt(text, 0, text.length() - 1, 10);
      if (percent >= 1 && percent <= 100) {
        return new MinHealthy.Percent(percent);
      }
    }
    throw new IllegalArgumentException(
        "min_healthy must be a count, \"1%\" to \"100%\", or { weight = 0.3 }, not \""
            + text
            + "\"");
  }
}
