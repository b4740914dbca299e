package org.pharosdns.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.ControlApi;
import org.pharosdns.cli.control.ControlClient;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ZonesApi;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// `pharos` itself: the options that every command has, and the way to the running server.
@Command(
    name = "pharos",
    header = "An authoritative DNS server that only hands out addresses that work.",
    synopsisHeading = "%n",
    customSynopsis = "pharos COMMAND [OPTION]... [ARGUMENT]...",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions; --config and --help go with every command:%n",
    footer = {
      "",
      "To begin:  pharos demo                 three endpoints, a zone, and a failover to watch",
      "           pharos check zones          is what I wrote right, and what does it promise?",
      "           pharos serve                answer on 127.0.0.1:5300 from the folder 'zones'",
      "           pharos COMMAND --help       more about one command",
      "",
      "Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 out of memory, 71 an address",
      "cannot be bound, 78 error in the configuration."
    })
final class PharosCommand implements Callable<Integer> {
  private final Console console;
  private final Parts parts;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = {
        "Configuration file; it also says where the server's control socket is.",
        "Default: ./pharos.toml, then /etc/pharos/pharos.toml, then none."
      })
  private @Nullable Path configuration;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help and exit.")
  @SuppressWarnings("unused") // picocli writes it, and acts on it before anybody could read it
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      description = "Show the versions and exit, as 'pharos version' does.")
  private boolean version;

  PharosCommand(Console console, Parts parts) {
    this.console = console;
    this.parts = parts;
  }

  /// Without a command there is nothing to do but to say which there are.
  @Override
  public Integer call() {
    if (version) {
      return new VersionCommand(this).call();
    }
    if (spec != null) {
      spec.commandLine().usage(console.err());
    }
    return CommandLine.ExitCode.USAGE;
  }

  Console console() {
    return console;
  }

  Parts parts() {
    return parts;
  }

  /// Returns the file of `-c`, or null.
  @Nullable Path configuration() {
    return configuration;
  }

  /// Returns the running server.
  ControlApi server() throws RefusedException {
    return new ControlClient(socket());
  }

  /// Returns where the running server listens for commands, if one runs.
  Path socket() throws RefusedException {
    return parts.locator().socket(configuration);
  }

  /// What a command does with zones.
  @FunctionalInterface
  interface ZoneWork<T> {
    T with(ZonesApi zones) throws RefusedException;
  }

  /// Does something with the zones of the running server or, where none runs, with their files.
  <T> T zones(ZoneWork<T> work) throws RefusedException {
    var server = new ControlClient(socket());
    if (server.answers()) {
      return work.with(server);
    }
    try (var files = parts.offline().open(configuration)) {
      console
          .err()
          .println("No server runs: this is about the files, as the next start reads them.");
      return work.with(files.zones());
    }
  }
}
