package org.pharosdns.cli;

import java.util.concurrent.Callable;
import org.pharosdns.cli.control.ControlJson;
import org.pharosdns.cli.control.RefusedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `pharos failback`: back to the best tier of a name, by hand.
@Command(
    description =
        "Let a name with failback = \"manual\" or \"after:...\" answer from its best tier that is"
            + " well again.",
    footer = {"", "Example:  pharos failback www.example.com"})
final class FailbackCommand implements Callable<Integer> {
  private final PharosCommand top;

  @Parameters(index = "0", paramLabel = "OWNER", description = "The steered name.")
  private String owner = "";

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  FailbackCommand(PharosCommand top) {
    this.top = top;
  }

  @Override
  public Integer call() throws RefusedException {
    var reports = top.server().failback(owner);
    var out = top.console().out();
    if (json) {
      out.println(ControlJson.print(reports));
    } else {
      reports.forEach(
          each -> out.println(each.name() + " " + each.type() + " answers from " + each.tier()));
    }
    return 0;
  }
}
