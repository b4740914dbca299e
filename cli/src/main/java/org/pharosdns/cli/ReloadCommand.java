package org.pharosdns.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.pharosdns.cli.Table.Cell;
import org.pharosdns.cli.control.ControlJson;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ReloadReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `pharos reload` and `pharos zone reload`: configuration and zones are read again.
@Command(
    description = {
      "Read the configuration and all zones again, or single zones.",
      "A zone with an error keeps its old data; the others go live. Exit code 1 if anything was"
          + " refused. What only a restart puts in force is said and is no failure."
    })
final class ReloadCommand implements Callable<Integer> {
  private final PharosCommand top;

  @Parameters(
      arity = "0..*",
      paramLabel = "ZONE",
      description = "Only these zones; without any, all and the configuration.")
  private List<String> zones = List.of();

  @Option(
      names = "--force",
      description =
          "Accept a zone that loses more than half of its records or steered names, and the loss"
              + " of more than half of all zones.")
  private boolean force;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  ReloadCommand(PharosCommand top) {
    this.top = top;
  }

  @Override
  public Integer call() throws RefusedException {
    ReloadReport report = top.server().reload(zones, force);
    PrintStream out = top.console().out();
    if (json) {
      out.println(ControlJson.print(report));
    } else {
      table(report).lines(top.console().colour()).forEach(out::println);
      report.zones().forEach(zone -> zone.problems().forEach(top.console().err()::println));
      report.problems().forEach(top.console().err()::println);
      report.warnings().forEach(top.console().err()::println);
    }
    return report.complete() ? 0 : 1;
  }

  private static Table table(ReloadReport report) {
    var table = new Table("ZONE", "OUTCOME", ">SERIAL");
    for (ReloadReport.Zone zone : report.zones()) {
      table.add(Cell.of(zone.name()), outcome(zone.outcome()), Cell.of(zone.serial()));
    }
    return table;
  }

  private static Cell outcome(ReloadReport.Outcome outcome) {
    return switch (outcome) {
      case ADDED -> new Cell("added", Tint.GOOD);
      case CHANGED -> new Cell("changed", Tint.GOOD);
      case UNCHANGED -> new Cell("unchanged", Tint.FAINT);
      case KEPT -> new Cell("refused, old data kept", Tint.BAD);
      case REMOVED -> new Cell("removed", Tint.DOUBTFUL);
    };
  }
}
