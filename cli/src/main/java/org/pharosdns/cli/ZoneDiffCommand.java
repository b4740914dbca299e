package org.pharosdns.cli;

import java.util.concurrent.Callable;
import org.pharosdns.cli.control.ControlJson;
import org.pharosdns.cli.control.RefusedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `pharos zone diff`.
@Command(
    description = "Show how the files differ from what is in force: - goes, + comes with a reload.")
final class ZoneDiffCommand implements Callable<Integer> {
  private final PharosCommand top;

  @Parameters(index = "0", paramLabel = "ZONE", description = "The zone.")
  private String zone = "";

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  ZoneDiffCommand(PharosCommand top) {
    this.top = top;
  }

  @Override
  public Integer call() throws RefusedException {
    var diff = top.zones(zones -> zones.diff(zone));
    var console = top.console();
    var code = diff.fileSerial() == null ? 1 : 0;
    if (json) {
      console.out().println(ControlJson.print(diff));
      return code;
    }
    diff.problems().forEach(console.err()::println);
    diff.removed().forEach(line -> ChangePrint.line(console, Tint.BAD, "- " + line));
    diff.added().forEach(line -> ChangePrint.line(console, Tint.GOOD, "+ " + line));
    if (diff.steeringDiffers()) {
      console.out().println("The steering differs.");
    }
    return code;
  }
}
