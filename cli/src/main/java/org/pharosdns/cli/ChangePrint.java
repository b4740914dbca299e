package org.pharosdns.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.ChangeReport;
import org.pharosdns.cli.control.ControlJson;
import org.pharosdns.cli.control.HistoryEntry;

/// How a change of a zone is shown.
final class ChangePrint {
  private ChangePrint() {}

  /// Prints the records and lines of steering that went and came, and the serials.
  static int print(Console console, ChangeReport report, boolean json) {
    if (json) {
      console.out().println(ControlJson.print(report));
      return 0;
    }
    report.warnings().forEach(console.err()::println);
    print(console, "", report.removed(), report.added(), report.files());
    console.out().println(report.zone() + " " + serials(report));
    return 0;
  }

  /// Prints the records and lines of steering that went and came.
  static void print(
      Console console,
      String indent,
      List<String> removed,
      List<String> added,
      List<HistoryEntry.File> files) {
    removed.forEach(line -> line(console, Tint.BAD, indent + "- " + line));
    added.forEach(line -> line(console, Tint.GOOD, indent + "+ " + line));
    files.stream()
        .filter(HistoryEntry.File::isKept)
        .forEach(file -> steering(console, indent, file));
  }

  private static void steering(Console console, String indent, HistoryEntry.File file) {
    var before = lines(file.textBefore());
    var after = lines(file.textAfter());
    var name = Path.of(file.path()).getFileName() + ": ";
    without(before, after).forEach(line -> line(console, Tint.BAD, indent + "- " + name + line));
    without(after, before).forEach(line -> line(console, Tint.GOOD, indent + "+ " + name + line));
  }

  private static List<String> lines(@Nullable String text) {
    return text == null ? List.of() : text.lines().filter(line -> !line.isBlank()).toList();
  }

  private static List<String> without(List<String> text, List<String> other) {
    var left = new ArrayList<>(text);
    other.forEach(left::remove);
    return left;
  }

  /// Prints one record of a comparison.
  static void line(Console console, Tint tint, String line) {
    console.out().println(console.tint(tint, line));
  }

  private static String serials(ChangeReport report) {
    if (report.id() == null) {
      return "is so already, serial " + report.serialAfter();
    }
    if (report.serialAfter() == null) {
      return "is gone (change " + report.id() + ")";
    }
    var before = report.serialBefore();
    return before == null
        ? "serial %d (change %d)".formatted(report.serialAfter(), report.id())
        : "serial %d -> %d (change %d)".formatted(before, report.serialAfter(), report.id());
  }
}
