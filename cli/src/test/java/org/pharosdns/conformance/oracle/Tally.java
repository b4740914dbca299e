package org.pharosdns.conformance.oracle;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pharosdns.conformance.Ask;
import org.pharosdns.conformance.MalformedReplyException;

/// What came of all questions: counts by class, and what must be looked at.
final class Tally {
  private static final int SHOWN = 12;

  private final Map<String, Integer> known = new TreeMap<>();
  private final Map<String, Integer> excused = new TreeMap<>();
  private final Map<String, List<Outcome>> excusedBy = new TreeMap<>();
  private final Map<String, List<Outcome>> unlisted = new TreeMap<>();
  private final Map<String, List<Outcome>> failures = new TreeMap<>();
  private final Map<String, List<Outcome>> alone = new TreeMap<>();
  private final List<String> malformed = new ArrayList<>();
  private int questions;
  private int whole;

  /// Counts one outcome.
  void add(Outcome outcome) {
    questions++;
    var failed = EnumSet.noneOf(Aspect.class);
    failed.addAll(outcome.failed());
    for (var excuse :
        failed.isEmpty() ? List.<KnownDifference>of() : KnownDifference.excuses(outcome)) {
      if (failed.removeAll(excuse.explains())) {
        file(excusedBy, excuse.name(), outcome);
        excused.merge(excuse.toString(), 1, Integer::sum);
      }
    }
    if (!failed.isEmpty()) {
      file(failures, failed.toString(), outcome);
    }
    if (!outcome.disputed().isEmpty()) {
      explain(outcome, KnownDifference.of(outcome));
    }
  }

  private void explain(Outcome outcome, List<KnownDifference> explained) {
    var open = EnumSet.copyOf(outcome.disputed());
    for (var why : explained) {
      known.merge(why.toString(), 1, Integer::sum);
      open.removeAll(why.explains());
    }
    if (!open.isEmpty()) {
      file(unlisted, outcome.oddOnesOut(open), outcome);
    }
    if (!outcome.alone().isEmpty()) {
      var why = explained.stream().map(KnownDifference::name).toList();
      file(alone, outcome.alone() + " " + why, outcome);
    }
  }

  private static void file(Map<String, List<Outcome>> files, String label, Outcome outcome) {
    files.computeIfAbsent(label, name -> new ArrayList<>()).add(outcome);
  }

  /// Counts an answer that was compared with what the others said over TCP.
  void addWhole(Outcome outcome) {
    whole++;
    add(outcome);
  }

  /// Counts a reply of ours that is missing or breaks the message format.
  void addMalformed(Ask ask, byte[] reply, MalformedReplyException why) {
    malformed.add(ask + ": " + why.getMessage() + ": " + HexFormat.of().formatHex(reply));
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
    text.append(
        "%d answers hold more or other records over UDP and were compared over TCP\n"
            .formatted(whole));
    text.append("They differ among themselves:\n");
    known.forEach((why, count) -> text.append("%6d %s\n".formatted(count, why)));
    text.append("We differ from what they have in common:\n");
    excused.forEach((why, count) -> text.append("%6d %s\n".formatted(count, why)));
    malformed.stream().limit(SHOWN).forEach(one -> text.append("malformed: " + one + "\n"));
    section(text, "We differ where all agree", failures);
    section(text, "We differ from what they have in common", excusedBy);
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
