package org.pharosdns.conformance.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What came of all questions: counts by class, and what must be looked at.
final class Tally {
  private static final int SHOWN = 12;

  private final Map<String, Integer> known = new TreeMap<>();
  private final Map<String, List<Outcome>> unlisted = new TreeMap<>();
  private final Map<String, List<Outcome>> failures = new TreeMap<>();
  private final Map<String, List<Outcome>> alone = new TreeMap<>();
  private int questions;

  /// Counts one outcome.
  void add(Outcome outcome) {
    questions++;
    if (!outcome.failed().isEmpty()) {
      file(failures, outcome.failed().toString(), outcome);
    }
    if (!outcome.disputed().isEmpty()) {
      var explained = KnownDifference.of(outcome);
      explained.ifPresentOrElse(
          why -> known.merge(why.toString(), 1, Integer::sum),
          () -> file(unlisted, outcome.oddOnesOut(), outcome));
      if (!outcome.alone().isEmpty()) {
        var why = explained.map(KnownDifference::name).orElse("unlisted");
        file(alone, why + " " + outcome.alone(), outcome);
      }
    }
  }

  private static void file(Map<String, List<Outcome>> files, String label, Outcome outcome) {
    files.computeIfAbsent(label, name -> new ArrayList<>()).add(outcome);
  }

  /// The number of questions asked.
  int questions() {
    return questions;
  }

  /// The number of questions that the others answer alike and we do not.
  int failures() {
    return failures.values().stream().mapToInt(List::size).sum();
  }

  /// Returns counts, then examples.
  String report() {
    var text = new StringBuilder("%d questions, %d failures\n".formatted(questions, failures()));
    known.forEach((why, count) -> text.append("%6d %s\n".formatted(count, why)));
    section(text, "We differ where all agree", failures);
    section(text, "Differences of the others that are not listed", unlisted);
    section(text, "The others differ and we agree with none", alone);
    return text.toString();
  }

  private static void section(
      StringBuilder text, String title, Map<String, List<Outcome>> outcomes) {
    outcomes.forEach(
        (label, list) -> {
          text.append("\n#### ").append(title).append(": ").append(label);
          text.append(", ").append(list.size()).append(" times\n");
          list.stream().limit(SHOWN).forEach(one -> text.append(one.describe()).append('\n'));
        });
  }
}
