package org.pharosdns.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.ControlJson;
import org.pharosdns.cli.control.HistoryEntry;
import org.pharosdns.cli.control.RefusedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `pharos zone history`.
@Command(
    description = "List the changes of a zone: who, when, why, and what.",
    footer = {"", "'pharos zone undo ZONE ID' takes one back."})
final class ZoneHistoryCommand implements Callable<Integer> {
  private final PharosCommand top;

  @Parameters(index = "0", paramLabel = "ZONE", description = "The zone.")
  private String zone = "";

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  ZoneHistoryCommand(PharosCommand top) {
    this.top = top;
  }

  @Override
  public Integer call() throws RefusedException {
    var history = top.zones(zones -> zones.history(zone));
    var console = top.console();
    if (json) {
      console.out().println(ControlJson.print(history));
      return 0;
    }
    for (var entry : history) {
      var why = entry.reason() == null ? "" : ": " + entry.reason();
      var serial = entry.serialAfter() == null ? "" : ", serial " + entry.serialAfter();
      console
          .out()
          .println(
              console.tint(Tint.STRONG, entry.id() + "  " + toTheSecond(entry.at()))
                  + "  "
                  + entry.kind()
                  + " by "
                  + entry.author()
                  + serial
                  + why);
      entry.removed().forEach(line -> ChangePrint.line(console, Tint.BAD, "   - " + line));
      entry.added().forEach(line -> ChangePrint.line(console, Tint.GOOD, "   + " + line));
      entry.files().stream().filter(HistoryEntry.File::isKept).forEach(this::steering);
    }
    return 0;
  }

  /// Prints the lines of a steering file that went and came.
  private void steering(HistoryEntry.File file) {
    var before = lines(file.textBefore());
    var after = lines(file.textAfter());
    var name = String.valueOf(Path.of(file.path()).getFileName());
    lines(before, after)
        .forEach(line -> ChangePrint.line(top.console(), Tint.BAD, "   - " + name + ": " + line));
    lines(after, before)
        .forEach(line -> ChangePrint.line(top.console(), Tint.GOOD, "   + " + name + ": " + line));
  }

  private static List<String> lines(@Nullable String text) {
    return text == null ? List.of() : text.lines().filter(line -> !line.isBlank()).toList();
  }

  /// Returns the lines of one text that are not in the other.
  private static List<String> lines(List<String> text, List<String> other) {
    var left = new ArrayList<>(text);
    other.forEach(left::remove);
    return left;
  }

  private static String toTheSecond(String at) {
    return Instant.parse(at).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
