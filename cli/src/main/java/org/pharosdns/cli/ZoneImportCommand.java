package org.pharosdns.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ZonesApi.CreateRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `pharos zone import`.
@Command(description = "Take a zone over from a master file and serve it at once.")
final class ZoneImportCommand implements Callable<Integer> {
  private final PharosCommand top;

  @Parameters(index = "0", paramLabel = "ZONE", description = "The zone.")
  private String zone = "";

  @Parameters(index = "1", paramLabel = "FILE", description = "A master file on this host.")
  private Path file = Path.of("");

  @Option(names = "--replace", description = "Even if the zone is there.")
  private boolean replace;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; the history shows it.")
  private @Nullable String reason;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  ZoneImportCommand(PharosCommand top) {
    this.top = top;
  }

  @Override
  public Integer call() throws RefusedException {
    var request =
        new CreateRequest(
            zone,
            file.toAbsolutePath().toString(),
            List.of(),
            List.of(),
            null,
            replace,
            Author.ofThisProcess(),
            reason);
    var report = top.zones(zones -> zones.create(request));
    if (json) {
      return ChangePrint.print(top.console(), report, true);
    }
    report.warnings().forEach(top.console().err()::println);
    top.console()
        .out()
        .println(
            report.zone()
                + " imported, "
                + report.added().size()
                + " records added, serial "
                + report.serialAfter());
    return 0;
  }
}
