package org.pharosdns.cli;

import java.util.concurrent.Callable;
import org.pharosdns.cli.control.ControlJson;
import org.pharosdns.cli.control.RefusedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `pharos zone check`.
@Command(
    description =
        "Validate the files of a zone and its steering, as 'pharos check' does; nothing is"
            + " reloaded.")
final class ZoneCheckCommand implements Callable<Integer> {
  private final PharosCommand top;

  @Parameters(index = "0", paramLabel = "ZONE", description = "The zone.")
  private String zone = "";

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  ZoneCheckCommand(PharosCommand top) {
    this.top = top;
  }

  @Override
  public Integer call() throws RefusedException {
    var diff = top.zones(zones -> zones.diff(zone));
    var console = top.console();
    if (json) {
      console.out().println(ControlJson.print(diff.problems()));
    } else {
      diff.problems().forEach(console.err()::println);
      console
          .out()
          .println(
              diff.fileSerial() == null
                  ? diff.zone() + " has errors"
                  : diff.zone() + " is sound, serial " + diff.fileSerial());
    }
    return diff.fileSerial() == null ? 1 : 0;
  }
}
