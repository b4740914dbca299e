package org.pharosdns.cli.admin;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.pharosdns.cli.control.NameFigures;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.health.verdict.Verdict;
import org.pharosdns.zone.steer.BudgetReport;

/// Steered names and their members as metrics. Owned by one thread at a time.
final class SteeringMetrics {
  private static final Family TTL =
      Family.gauge("name_ttl_seconds", "TTL that would be answered now.");
  private static final Family SUSPENDED =
      Family.gauge("name_promise_suspended", "Whether the failover budget does not hold now.");
  private static final Family EXHAUSTED =
      Family.gauge("name_exhausted", "Whether no tier of the name is left.");
  private static final Family PANIC =
      Family.gauge("name_panic", "Whether the answer has no evidence behind it (panic_ttl).");
  private static final Family BUDGET = Family.gauge("name_budget_seconds", "The failover budget.");
  private static final Family DETECTION =
      Family.gauge("name_detection_seconds", "How long a death can go unnoticed at worst.");
  private static final Family FEASIBLE =
      Family.gauge("name_budget_feasible", "Whether the budgets of the name can be kept.");
  private static final Family MEMBERS_ANSWERABLE =
      Family.gauge("name_members_answerable", "Addresses that may be in answers.");
  private static final Family MEMBERS =
      Family.gauge("members", "Addresses of a steered name by verdict.");
  private static final Family ANSWERABLE =
      Family.gauge("member_answerable", "Whether the address may be in answers.");
  private static final Family FORCED =
      Family.gauge("member_forced", "Addresses that an operator holds in a state.");
  private static final Family EXPOSED =
      Family.gauge(
          "member_exposed_seconds", "How long caches may still hand out an address left out.");
  private static final Verdict[] VERDICTS = Verdict.values();
  private static final double NANOS_PER_SECOND = 1e9;

  private final LabelText.Cache<NameFigures, Texts> texts =
      new LabelText.Cache<>(SteeringMetrics::haveSameLabels, Texts::of);

  /// The labels of a name, the same by verdict, and those of its members.
  @SuppressWarnings("ArrayRecordComponent") // made once, never compared
  private record Texts(byte[] name, byte[][] verdicts, byte[][] members) {
    static Texts of(NameFigures name) {
      return new Texts(
          LabelText.of(labels(name)),
          Arrays.stream(VERDICTS)
              .map(each -> LabelText.of(labels(name, "verdict", LabelText.lower(each))))
              .toArray(byte[][]::new),
          name.members().stream()
              .map(each -> LabelText.of(labels(name, "address", each.address().toString())))
              .toArray(byte[][]::new));
    }
  }

  private static boolean haveSameLabels(NameFigures one, NameFigures other) {
    if (one.type() != other.type()
        || one.members().size() != other.members().size()
        || !one.name().equals(other.name())) {
      return false;
    }
    for (var i = 0; i < one.members().size(); i++) {
      if (!one.members().get(i).address().equals(other.members().get(i).address())) {
        return false;
      }
    }
    return true;
  }

  private static String[] labels(NameFigures name, String... more) {
    var own = Stream.of("name", name.name().toString(), "type", RecordType.mnemonic(name.type()));
    return Stream.concat(own, Stream.of(more)).toArray(String[]::new);
  }

  /// Adds the samples of all names.
  void addTo(MetricText text, List<NameFigures> names) {
    var labels = texts.of(names);
    for (var i = 0; i < names.size(); i++) {
      if (names.get(i).ttlSeconds() >= 0) {
        text.add(TTL, labels.get(i).name(), names.get(i).ttlSeconds());
      }
    }
    addNames(text, SUSPENDED, names, labels, NameFigures::suspended);
    addNames(text, EXHAUSTED, names, labels, NameFigures::exhausted);
    addNames(text, PANIC, names, labels, NameFigures::panic);
    addBudgets(text, BUDGET, names, labels, budget -> seconds(budget.budget()));
    addBudgets(text, DETECTION, names, labels, budget -> seconds(budget.detection()));
    addBudgets(
        text,
        FEASIBLE,
        names,
        labels,
        budget -> budget.isLegal() && budget.isRecoveryLegal() ? 1 : 0);
    addSums(text, names, labels);
    addMembers(text, names, labels);
  }

  private static void addNames(
      MetricText text,
      Family family,
      List<NameFigures> names,
      List<Texts> labels,
      Predicate<NameFigures> is) {
    for (var i = 0; i < names.size(); i++) {
      text.add(family, labels.get(i).name(), is.test(names.get(i)));
    }
  }

  private static void addBudgets(
      MetricText text,
      Family family,
      List<NameFigures> names,
      List<Texts> labels,
      ToDoubleFunction<BudgetReport> number) {
    for (var i = 0; i < names.size(); i++) {
      var budget = names.get(i).budget();
      if (budget != null) {
        text.add(family, labels.get(i).name(), number.applyAsDouble(budget));
      }
    }
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1e3;
  }

  private static void addSums(MetricText text, List<NameFigures> names, List<Texts> labels) {
    for (var i = 0; i < names.size(); i++) {
      for (var verdict = 0; verdict < VERDICTS.length; verdict++) {
        var count = 0;
        for (var member : names.get(i).members()) {
          count += member.verdict() == VERDICTS[verdict] ? 1 : 0;
        }
        text.add(MEMBERS, labels.get(i).verdicts()[verdict], count);
      }
    }
    for (var i = 0; i < names.size(); i++) {
      var answerable = 0;
      for (var member : names.get(i).members()) {
        answerable += member.answerable() ? 1 : 0;
      }
      text.add(MEMBERS_ANSWERABLE, labels.get(i).name(), answerable);
    }
  }

  private static void addMembers(MetricText text, List<NameFigures> names, List<Texts> labels) {
    for (var i = 0; i < names.size(); i++) {
      var members = names.get(i).members();
      for (var k = 0; k < members.size(); k++) {
        text.add(ANSWERABLE, labels.get(i).members()[k], members.get(k).answerable());
      }
    }
    for (var i = 0; i < names.size(); i++) {
      var members = names.get(i).members();
      for (var k = 0; k < members.size(); k++) {
        if (!members.get(k).answerable()) {
          text.add(
              EXPOSED,
              labels.get(i).members()[k],
              members.get(k).exposedNanos() / NANOS_PER_SECOND);
        }
      }
    }
    for (var name : names) {
      for (var member : name.members()) {
        var state = member.forced();
        if (state != null) {
          var address = member.address().toString();
          text.add(
              FORCED,
              LabelText.of(labels(name, "address", address, "state", LabelText.lower(state))),
              1);
        }
      }
    }
  }
}
