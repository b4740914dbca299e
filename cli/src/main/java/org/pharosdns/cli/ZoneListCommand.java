package org.pharosdns.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.pharosdns.cli.Table.Cell;
import org.pharosdns.cli.control.ControlJson;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ZoneSummary;
import org.pharosdns.cli.control.ZonesApi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `pharos zone list`: the zones served.
@Command(description = "List the zones served, with serials, and say where the files are refused.")
final class ZoneListCommand implements Callable<Integer> {
  private final PharosCommand top;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  ZoneListCommand(PharosCommand top) {
    this.top = top;
  }

  @Override
  public Integer call() throws RefusedException {
    List<ZoneSummary> zones = top.zones(ZonesApi::zones);
    PrintStream out = top.console().out();
    if (json) {
      out.println(ControlJson.print(zones));
      return 0;
    }
    var table = new Table("ZONE", ">SERIAL", ">RECORDS", ">STEERED", "STATE", "FILE");
    for (ZoneSummary zone : zones) {
      table.add(
          Cell.of(zone.name()),
          zone.serial() == null ? Cell.of("-") : Cell.of(zone.serial()),
          Cell.of(zone.records()),
          Cell.of(zone.steered()),
          state(zone),
          Cell.of(zone.file()));
    }
    table.lines(top.console().colour()).forEach(out::println);
    zones.forEach(zone -> zone.problems().forEach(out::println));
    return 0;
  }

  private static Cell state(ZoneSummary zone) {
    if (!zone.isServed()) {
      return new Cell("not served", Tint.BAD);
    }
    return zone.problems().isEmpty() ? new Cell("live", Tint.GOOD) : new Cell("old data", Tint.BAD);
  }
}
