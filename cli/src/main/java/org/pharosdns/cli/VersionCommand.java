package org.pharosdns.cli;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.ControlJson;
import org.pharosdns.cli.control.ProgramVersion;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ServerVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `pharos version`: this program, and the server if one runs.
@Command(description = "Show the version of this program and, if one runs, of the server.")
final class VersionCommand implements Callable<Integer> {
  private final PharosCommand top;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  VersionCommand(PharosCommand top) {
    this.top = top;
  }

  /// What `version --json` prints.
  record Versions(String program, String java, @Nullable ServerVersion server) {}

  @Override
  public Integer call() {
    var versions = new Versions(ProgramVersion.text(), Runtime.version().toString(), server());
    PrintStream out = top.console().out();
    if (json) {
      out.println(ControlJson.print(versions));
      return 0;
    }
    out.println("pharos " + versions.program + " on Java " + versions.java);
    ServerVersion server = versions.server;
    if (server != null) {
      out.println(
          "server %s on Java %s, process %d, up %s, answers on %s"
              .formatted(
                  server.version(),
                  server.java(),
                  server.pid(),
                  DurationText.of(server.uptime()),
                  String.join(" and ", server.listen())));
    }
    return 0;
  }

  private @Nullable ServerVersion server() {
    try {
      return top.server().version();
    } catch (RefusedException e) {
      return null;
    }
  }
}
