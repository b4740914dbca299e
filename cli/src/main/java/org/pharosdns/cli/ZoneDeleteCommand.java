package org.pharosdns.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ZonesApi.DeleteRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `pharos zone delete`.
@Command(
    description = "Serve a zone no longer; its files are put aside and 'undo' brings them back.")
final class ZoneDeleteCommand implements Callable<Integer> {
  private final PharosCommand top;

  @Parameters(index = "0", paramLabel = "ZONE", description = "The zone.")
  private String zone = "";

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; the history shows it.")
  private @Nullable String reason;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  ZoneDeleteCommand(PharosCommand top) {
    this.top = top;
  }

  @Override
  public Integer call() throws RefusedException {
    if (!yes && !Question.asked(top.console(), "Serve " + zone + " no longer?")) {
      throw new RefusedException("nothing was deleted; --yes deletes without asking");
    }
    var request = new DeleteRequest(zone, Author.ofThisProcess(), reason);
    return ChangePrint.print(top.console(), top.zones(zones -> zones.delete(request)), json);
  }
}
