package org.pharosdns.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.pharosdns.cli.control.ControlJson;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.Remark;
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
      var why = entry.reason() == null ? "" : ": " + Remark.harmless(entry.reason());
      var serial = entry.serialAfter() == null ? "" : ", serial " + entry.serialAfter();
      console
          .out()
          .println(
              console.tint(Tint.STRONG, entry.id() + "  " + toTheSecond(entry.at()))
                  + "  "
                  + entry.kind()
                  + " by "
                  + Remark.harmless(entry.author())
                  + serial
                  + why);
      ChangePrint.print(console, "   ", entry.removed(), entry.added(), entry.files());
    }
    return 0;
  }

  private static String toTheSecond(String at) {
    return Instant.parse(at).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
