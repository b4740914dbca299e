package org.pharosdns.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.Table.Cell;
import org.pharosdns.cli.control.ControlJson;
import org.pharosdns.cli.control.RefusedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `pharos record list`: records in force.
@Command(
    description = "List records of a zone, as they are answered.",
    footer = {"", "Example:  pharos record list example.com www A"})
final class RecordListCommand implements Callable<Integer> {
  private final PharosCommand top;

  @Parameters(index = "0", paramLabel = "ZONE", description = "The zone.")
  private String zone = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      description = "Only this name; @ is the zone itself.")
  private @Nullable String name;

  @Parameters(index = "2", arity = "0..1", paramLabel = "TYPE", description = "Only this type.")
  private @Nullable String type;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  RecordListCommand(PharosCommand top) {
    this.top = top;
  }

  @Override
  public Integer call() throws RefusedException {
    var records = top.zones(zones -> zones.records(zone, name, type));
    var out = top.console().out();
    if (json) {
      out.println(ControlJson.print(records));
      return 0;
    }
    var table = new Table("NAME", ">TTL", "TYPE", "DATA");
    for (var record : records) {
      table.add(
          Cell.of(record.name()),
          Cell.of(record.ttl()),
          Cell.of(record.type()),
          Cell.of(record.rdata()));
    }
    table.lines(top.console().colour()).forEach(out::println);
    return 0;
  }
}
