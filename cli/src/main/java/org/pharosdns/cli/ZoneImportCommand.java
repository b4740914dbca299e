package org.pharosdns.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.ChangeReport;
import org.pharosdns.cli.control.Reason;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ZonesApi.CreateRequest;
import org.pharosdns.cli.fetch.FetchProgress;
import org.pharosdns.cli.fetch.ZoneFetch;
import org.pharosdns.dns.wire.DnsName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `pharos zone import`.
@Command(
    description =
        "Take a zone over, from a master file or from another server, and serve it at once.",
    footer = {
      "",
      "Examples:  pharos zone import example.com /srv/old/example.com.zone",
      "           pharos zone import example.com --from 192.0.2.53 --key backup"
    })
final class ZoneImportCommand implements Callable<Integer> {
  private static final int DNS_PORT = 53;

  private final PharosCommand top;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "ZONE", description = "The zone.")
  private String zone = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILE",
      description = "A master file on this host.")
  private @Nullable Path file;

  @Option(
      names = "--from",
      paramLabel = "ADDR[:PORT]",
      description = "In place of FILE: a server that lets this host copy the zone (AXFR).")
  private @Nullable String from;

  @Option(
      names = "--key",
      paramLabel = "NAME",
      description = "With --from: the TSIG key, as [key.NAME] in the configuration.")
  private @Nullable String key;

  @Option(
      names = "--within",
      paramLabel = "DURATION",
      defaultValue = "30m",
      converter = ForceCommand.DurationOption.class,
      description = "With --from: how long the copy may take; default ${DEFAULT-VALUE}.")
  private Duration within = Duration.ofMinutes(30);

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
    var report = imported(file, from);
    if (json) {
      return ChangePrint.print(top.console(), report, true);
    }
    report.warnings().forEach(top.console().err()::println);
    // The records of very many are not kept.
    var added = report.added().isEmpty() ? "" : report.added().size() + " records added, ";
    top.console()
        .out()
        .println(report.zone() + " imported, " + added + "serial " + report.serialAfter());
    return 0;
  }

  private ChangeReport imported(@Nullable Path given, @Nullable String server)
      throws RefusedException {
    if ((given == null) == (server == null)) {
      throw new ParameterException(
          spec.commandLine(), "either FILE or --from says where the zone comes from");
    }
    if (given == null) {
      return fetched(String.valueOf(server));
    }
    if (key != null) {
      throw new ParameterException(spec.commandLine(), "--key is for --from");
    }
    return create(given);
  }

  private ChangeReport create(Path master) throws RefusedException {
    var request =
        new CreateRequest(
            zone,
            master.toAbsolutePath().toString(),
            List.of(),
            List.of(),
            null,
            replace,
            Author.ofThisProcess(),
            reason);
    return top.zones(zones -> zones.create(request));
  }

  /// The server, which may run as another user, reads the file too. What it refuses is kept.
  private ChangeReport fetched(String server) throws RefusedException {
    var tsig = key == null ? null : ZoneFetch.key(key, top.configuration());
    var fetch = new ZoneFetch(apex(), address(server), tsig, within);
    try {
      var folder = folder();
      var target = folder.resolve(apex().equals(DnsName.ROOT) ? "root" : zone.replace('/', '_'));
      try {
        fetch(fetch, target);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r--r--"));
      } catch (RefusedException e) {
        delete(folder, target);
        throw e;
      }
      try {
        var report = create(target);
        delete(folder, target);
        return report;
      } catch (RefusedException e) {
        throw e.withProblem("what was taken from " + server + " is kept in " + target);
      }
    } catch (IOException e) {
      throw new RefusedException("the zone cannot be kept here: " + Reason.of(e));
    }
  }

  /// Returns a new folder, beside the socket where that is possible: a service that runs confined
  /// has other temporary folders than this command.
  private Path folder() throws IOException, RefusedException {
    var beside = top.socket().toAbsolutePath().getParent();
    return beside != null && Files.isWritable(beside)
        ? Files.createTempDirectory(beside, "import-")
        : Files.createTempDirectory("pharos-");
  }

  private void fetch(ZoneFetch fetch, Path target) throws RefusedException {
    var console = top.console();
    if (!console.screen()) {
      fetch.to(target, records -> {});
      return;
    }
    try (var progress = new FetchProgress(console.err(), zone)) {
      fetch.to(target, progress);
    }
  }

  private static void delete(Path folder, Path target) throws IOException {
    Files.deleteIfExists(target);
    Files.deleteIfExists(folder);
  }

  private DnsName apex() throws RefusedException {
    try {
      return DnsName.parse(zone);
    } catch (IllegalArgumentException e) {
      throw new RefusedException("\"" + zone + "\" is no name of a zone: " + e.getMessage());
    }
  }

  private static InetSocketAddress address(String text) throws RefusedException {
    try {
      var isSixOnly = text.indexOf(':') != text.lastIndexOf(':') && !text.startsWith("[");
      var colon = isSixOnly || text.endsWith("]") ? -1 : text.lastIndexOf(':');
      var host = colon < 0 ? text : text.substring(0, colon);
      var port = colon < 0 ? DNS_PORT : Integer.parseInt(text.substring(colon + 1));
      var literal = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
      return new InetSocketAddress(InetAddress.ofLiteral(literal), port);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          "\"" + text + "\" is no address such as 192.0.2.53 or [2001:db8::53]:5353");
    }
  }
}
