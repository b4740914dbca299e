package org.pharosdns.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ReleaseRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `pharos auto`: takes forced states back.
@Command(
    description = "Take back up, down or drain: from the very next query the checks decide again.",
    footer = {"", "Example:  pharos auto 192.0.2.11"})
final class AutoCommand implements Callable<Integer> {
  private final PharosCommand top;

  @Parameters(
      arity = "1..*",
      paramLabel = "WHAT",
      description = "An address, an owner name, OWNER/ADDRESS or a glob of addresses.")
  private List<String> what = List.of();

  @Option(names = "--json", description = "Print the members as 'status --json' does.")
  private boolean json;

  AutoCommand(PharosCommand top) {
    this.top = top;
  }

  @Override
  public Integer call() throws RefusedException {
    var request = new ReleaseRequest(what, Author.ofThisProcess());
    ForceCommand.print(top.console(), top.server().release(request), json);
    return 0;
  }
}
