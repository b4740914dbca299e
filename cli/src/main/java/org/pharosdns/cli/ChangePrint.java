package org.pharosdns.cli;

import org.pharosdns.cli.control.ChangeReport;
import org.pharosdns.cli.control.ControlJson;

/// How a change of a zone is shown.
final class ChangePrint {
  private ChangePrint() {}

  /// Prints the records that went and came, and the serials.
  static int print(Console console, ChangeReport report, boolean json) {
    if (json) {
      console.out().println(ControlJson.print(report));
      return 0;
    }
    report.warnings().forEach(console.err()::println);
    report.removed().forEach(line -> line(console, Tint.BAD, "- " + line));
    report.added().forEach(line -> line(console, Tint.GOOD, "+ " + line));
    console.out().println(report.zone() + " " + serials(report));
    return 0;
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
