package org.pharosdns.zone.steer;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;

/// Says for an illegal failover budget what would make it legal: for each knob the smallest change
/// that is enough by itself.
final class BudgetAdvice {
  private static final long STEP_NANOS = 10_000_000L;

  private final List<CheckUse> uses;
  private final Promise promise;
  private final BudgetReport report;

  BudgetAdvice(List<CheckUse> uses, Promise promise, BudgetReport report) {
    this.uses = uses;
    this.promise = promise;
    this.report = report;
  }

  /// Returns what is wrong with B.
  String message() {
    return "failover_budget "
        + text(report.budget())
        + " is too short: the worst detection D is "
        + text(report.detection())
        + ", the smallest legal budget is "
        + text(report.smallestBudget())
        + " (D + slack "
        + text(promise.slack())
        + " + min_ttl "
        + text(promise.minTtl())
        + ")";
  }

  /// Returns what is wrong with R.
  String recoveryMessage() {
    var recovery = report.recovery();
    return "recovery_budget "
        + (recovery == null ? "" : text(recovery))
        + " is too short: the smallest legal one is "
        + text(report.smallestRecovery())
        + " (rise · interval + timeout + publication + slack + min_ttl)";
  }

  /// Returns one assignment per knob, the budget itself first.
  List<String> knobs() {
    var knobs = new ArrayList<String>();
    knobs.add("failover_budget = \"" + text(report.smallestBudget()) + "\"");
    var room = report.budget().minus(promise.slack()).minus(promise.minTtl());
    var worst = worst();
    if (worst.timing().isFeed()) {
      addDuration(knobs, worst, "validity", worst.timing().interval(), room, this::withValidity);
    } else {
      addProbeKnobs(knobs, worst, room);
    }
    addRemainder(knobs, "min_ttl", promise.minTtl(), Duration.ofSeconds(1), 1_000_000_000L);
    addRemainder(knobs, "slack", promise.slack(), Duration.ZERO, STEP_NANOS);
    return knobs;
  }

  private void addProbeKnobs(List<String> knobs, CheckUse worst, Duration room) {
    addDuration(knobs, worst, "interval", worst.timing().interval(), room, this::withInterval);
    addDuration(knobs, worst, "timeout", worst.timing().timeout(), room, this::withTimeout);
    if (!worst.omitted()) {
      addDuration(knobs, worst, "fast", worst.timing().fast(), room, this::withFast);
      addFall(knobs, worst, room);
      addOmit(knobs, room);
    }
  }

  private CheckUse worst() {
    return uses.stream()
        .reduce((a, b) -> a.detectionNanos() >= b.detectionNanos() ? a : b)
        .orElseThrow();
  }

  /// Whether all is legal with `changed` in place of `original`.
  private boolean fits(CheckUse original, CheckUse changed, Duration room) {
    return uses.stream()
        .map(use -> use.check().equals(original.check()) ? use.with(changed.timing()) : use)
        .allMatch(use -> use.detectionNanos() <= room.toNanos());
  }

  private void addDuration(
      List<String> knobs,
      CheckUse use,
      String key,
      Duration now,
      Duration room,
      LongFunction<CheckUse> change) {
    var steps = largest(now.toNanos() / STEP_NANOS, s -> fits(use, change.apply(s), room));
    if (steps > 0) {
      var value = Duration.ofNanos(steps * STEP_NANOS);
      knobs.add(key + " = \"" + text(value) + "\" of check \"" + use.check() + "\"");
    }
  }

  private CheckUse withValidity(long steps) {
    return worst().with(CheckTiming.feed(Duration.ofNanos(steps * STEP_NANOS)));
  }

  private CheckUse withInterval(long steps) {
    var use = worst();
    var t = use.timing();
    var interval = Duration.ofNanos(steps * STEP_NANOS);
    var fast =
        t.fast().equals(t.interval()) || t.fast().compareTo(interval) > 0 ? interval : t.fast();
    // An interval below the timeout is no legal check, so it is no advice either.
    var legal = interval.compareTo(t.timeout()) >= 0;
    return use.with(
        legal ? new CheckTiming(interval, t.timeout(), fast, t.jitter(), t.fall(), t.rise()) : t);
  }

  private CheckUse withTimeout(long steps) {
    var use = worst();
    var t = use.timing();
    var timeout = Duration.ofNanos(steps * STEP_NANOS);
    return use.with(
        new CheckTiming(t.interval(), timeout, t.fast(), t.jitter(), t.fall(), t.rise()));
  }

  private CheckUse withFast(long steps) {
    var use = worst();
    var t = use.timing();
    var fast = Duration.ofNanos(steps * STEP_NANOS);
    return use.with(
        new CheckTiming(t.interval(), t.timeout(), fast, t.jitter(), t.fall(), t.rise()));
  }

  private void addFall(List<String> knobs, CheckUse use, Duration room) {
    var t = use.timing();
    for (var fall = t.fall() - 1; fall >= 1; fall--) {
      var changed =
          new CheckTiming(t.interval(), t.timeout(), t.fast(), t.jitter(), fall, t.rise());
      if (fits(use, use.with(changed), room)) {
        knobs.add("fall = " + fall + " of check \"" + use.check() + "\"");
        return;
      }
    }
  }

  private void addOmit(List<String> knobs, Duration room) {
    var legal = uses.stream().allMatch(u -> Detection.nanos(u.timing(), true) <= room.toNanos());
    if (legal) {
      knobs.add("suspect = \"omit\" with a member to spare");
    }
  }

  private void addRemainder(
      List<String> knobs, String key, Duration now, Duration least, long step) {
    var missing = report.leastBudget().minus(report.budget());
    var left = now.minus(missing);
    var value = Duration.ofNanos(Math.floorDiv(left.toNanos(), step) * step);
    if (value.compareTo(least) >= 0) {
      knobs.add(key + " = \"" + text(value) + "\"");
    }
  }

  /// Returns the largest number from 1 to `most` that passes, where smaller ones pass more easily
  /// but the smallest ones may not be allowed at all; 0 when none does.
  private static long largest(long most, LongPredicate fits) {
    for (var steps = most; steps >= 1; steps -= Math.max(1, most / 10_000)) {
      if (fits.test(steps)) {
        return steps;
      }
    }
    return 0;
  }

  /// Returns a duration as it is written in a configuration: `12.15s`.
  static String text(Duration duration) {
    return BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros().toPlainString() + "s";
  }
}
