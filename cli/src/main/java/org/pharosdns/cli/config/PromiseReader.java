package org.pharosdns.cli.config;

import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import org.pharosdns.zone.steer.Promise;

/// Reads the budgets and TTLs of a name.
record PromiseReader(NameTable name) {
  private static final Duration LEAST = Duration.ofMillis(1);

  Promise read() {
    var strict =
        name.of("enforce").choice("enforce", NameTable.words("strict", true, "warn", false));
    return new Promise(
        name.of("failover_budget").duration("failover_budget", LEAST),
        name.of("recovery_budget").duration("recovery_budget", LEAST),
        requireNonNullElse(strict, true),
        requireNonNullElse(
            name.of("slack").duration("slack", Duration.ZERO), Promise.DEFAULTS.slack()),
        requireNonNullElse(name.of("min_ttl").ttl("min_ttl", 1), Promise.DEFAULTS.minTtl()),
        requireNonNullElse(name.of("panic_ttl").ttl("panic_ttl", 0), Promise.DEFAULTS.panicTtl()),
        requireNonNullElse(
            name.of("negative_ttl").ttl("negative_ttl", 0), Promise.DEFAULTS.negativeTtl()),
        name.of("forced_ttl").ttl("forced_ttl", 0));
  }
}
