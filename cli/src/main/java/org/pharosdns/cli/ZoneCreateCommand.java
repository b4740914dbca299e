package org.pharosdns.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ZonesApi.CreateRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `pharos zone create`.
@Command(
    description = "Make a minimal sound zone and serve it at once.",
    footer = {
      "",
      "A nameserver without a dot is a name in the zone and gets an address there.",
      "",
      "Example:  pharos zone create example.org --ns ns1 --address 192.0.2.53 --mbox"
          + " hostmaster@example.com"
    })
final class ZoneCreateCommand implements Callable<Integer> {
  private final PharosCommand top;

  @Parameters(index = "0", paramLabel = "ZONE", description = "The zone.")
  private String zone = "";

  @Option(names = "--ns", paramLabel = "NAME", description = "Nameserver; may be repeated.")
  private List<String> ns = List.of();

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      description = "Address of a nameserver in the zone, in their order; default: 127.0.0.1.")
  private List<String> addresses = List.of();

  @Option(names = "--mbox", paramLabel = "MAIL", description = "Who answers for the zone.")
  private @Nullable String mbox;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; the history shows it.")
  private @Nullable String reason;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  ZoneCreateCommand(PharosCommand top) {
    this.top = top;
  }

  @Override
  public Integer call() throws RefusedException {
    var request =
        new CreateRequest(zone, null, ns, addresses, mbox, false, Author.ofThisProcess(), reason);
    return ChangePrint.print(top.console(), top.zones(zones -> zones.create(request)), json);
  }
}
