package org.pharosdns.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.pharosdns.cli.control.ControlApi;
import org.pharosdns.cli.control.ControlJson;
import org.pharosdns.cli.control.MemberStatus;
import org.pharosdns.cli.control.Reason;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.watch.StatusWatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `pharos status`: how every member of the steered names stands.
@Command(
    description = {
      "Show every endpoint: what its checks say, what an operator forced, and whether it is"
          + " answered.",
      "TTL is what it would be answered with now; EXPOSED is how long a cache may still hand it"
          + " out."
    },
    footer = {
      "",
      "Examples:  pharos status                       everything",
      "           pharos status www.example.com.      one name",
      "           pharos status '192.0.2.*' --watch   some addresses, redrawn every second"
    })
final class StatusCommand implements Callable<Integer> {
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final PharosCommand top;

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME|ENDPOINT",
      description = "An owner name, an address, OWNER/ADDRESS or a glob of addresses.")
  private List<String> what = List.of();

  @Option(
      names = {"-w", "--watch"},
      description = {
        "Show names, monitors, incidents, zones and traffic, redrawn every second until q or"
            + " Ctrl-C; arrows move it.",
        "Where the output is no terminal: the table every second, with --json one line each."
      })
  private boolean watch;

  @Option(names = "--json", description = "Print JSON, durations in seconds.")
  private boolean json;

  StatusCommand(PharosCommand top) {
    this.top = top;
  }

  @Override
  public Integer call() throws RefusedException {
    ControlApi server = top.server();
    Console console = top.console();
    if (!watch) {
      print(server.status(what));
    } else if (console.screen() && !json) {
      watchOnTerminal(server);
    } else {
      do {
        List<MemberStatus> members = server.status(what);
        if (json) {
          console.out().println(ControlJson.line(members));
        } else {
          print(members);
          console.out().println();
        }
      } while (!console.out().checkError() && console.pause().next(PERIOD));
    }
    return 0;
  }

  private void watchOnTerminal(ControlApi server) throws RefusedException {
    try {
      new StatusWatch(server, what, top.console()).run(top.parts().signals());
    } catch (IOException e) {
      throw new RefusedException("the terminal cannot be used: " + Reason.of(e));
    }
  }

  private void print(List<MemberStatus> members) {
    PrintStream out = top.console().out();
    if (json) {
      out.println(ControlJson.print(members));
    } else {
      MemberTable.lines(members, top.console().colour()).forEach(out::println);
    }
  }
}
