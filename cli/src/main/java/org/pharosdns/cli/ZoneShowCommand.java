package org.pharosdns.cli;

import java.util.concurrent.Callable;
import org.pharosdns.cli.control.ControlJson;
import org.pharosdns.cli.control.RefusedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `pharos zone show`.
@Command(description = "Print a zone as records, one a line, every name absolute.")
final class ZoneShowCommand implements Callable<Integer> {
  private final PharosCommand top;

  @Parameters(index = "0", paramLabel = "ZONE", description = "The zone.")
  private String zone = "";

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  ZoneShowCommand(PharosCommand top) {
    this.top = top;
  }

  @Override
  public Integer call() throws RefusedException {
    var records = top.zones(zones -> zones.records(zone, null, null));
    var out = top.console().out();
    if (json) {
      out.println(ControlJson.print(records));
    } else {
      for (var each : records) {
        out.println(each.name() + " " + each.ttl() + " " + each.type() + " " + each.rdata());
      }
    }
    return 0;
  }
}
