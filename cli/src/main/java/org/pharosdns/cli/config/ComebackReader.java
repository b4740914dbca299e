package org.pharosdns.cli.config;

import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pharosdns.zone.steer.Comeback;
import org.pharosdns.zone.steer.Failback;
import org.pharosdns.zone.steer.Flap;

/// Reads how members and tiers of a name come back: `flap`, `slow_start`, `failback`.
record ComebackReader(NameTable name) {
  private static final String AFTER = "after:";
  private static final Keys FLAP = new Keys(Set.of("max", "within", "hold"), Map.of());
  private static final Duration LEAST = Duration.ofMillis(1);

  Comeback read() {
    return new Comeback(
        flap(),
        requireNonNullElse(
            name.of("slow_start").duration("slow_start", Duration.ZERO), Duration.ZERO),
        requireNonNullElse(
            name.of("failback").parsed("failback", "text", ComebackReader::failback),
            Comeback.DEFAULTS.failback()));
  }

  private @Nullable Flap flap() {
    var table = name.of("flap").table("flap");
    if (table == null) {
      return null;
    }
    table.allow(FLAP);
    return new Flap(
        requireNonNullElse(table.integer("max", 1, 1000), 4),
        requireNonNullElse(table.duration("within", LEAST), Duration.ofMinutes(10)),
        requireNonNullElse(table.duration("hold", LEAST), Duration.ofMinutes(5)));
  }

  private static Failback failback(String text) {
    return switch (text) {
      case "auto" -> new Failback.Auto();
      case "manual" -> new Failback.Manual();
      default -> {
        if (!text.startsWith(AFTER)) {
          throw new IllegalArgumentException(
              "failback must be \"auto\", \"manual\" or \"after:10m\", not \"" + text + "\"");
        }
        yield new Failback.After(Values.duration(text.substring(AFTER.length())));
      }
    };
  }
}
