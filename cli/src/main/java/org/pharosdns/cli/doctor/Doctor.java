package org.pharosdns.cli.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.config.ConfigLoader;
import org.pharosdns.cli.config.Configuration;
import org.pharosdns.cli.control.ConfigurationCheck;
import org.pharosdns.cli.control.ControlClient;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ServerVersion;
import org.pharosdns.cli.control.ZoneSummary;
import org.pharosdns.cli.zones.WallClock;
import org.pharosdns.zone.model.Problem;

/// Looks at everything that a server needs, and changes nothing but a file of its own that it
/// removes again.
public final class Doctor {
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final ConfigurationCheck check;
  private final InstantSource clock;
  private final LongSupplier openFiles;
  private final Nameservers nameservers;

  /// @param check validates the files
  /// @param openFiles the limit of open files, below 0 when it is not known
  Doctor(
      ConfigurationCheck check,
      InstantSource clock,
      LongSupplier openFiles,
      Nameservers nameservers) {
    this.check = check;
    this.clock = clock;
    this.openFiles = openFiles;
    this.nameservers = nameservers;
  }

  /// Returns one that looks at this machine and asks over the network.
  public static Doctor system(ConfigurationCheck check) {
    return new Doctor(
        check, WallClock.system(), OpenFilesLimit::ofThisProcess, new SystemNameservers());
  }

  /// Looks at everything; takes a few seconds at most.
  ///
  /// @param file the file of `-c`, or null for the usual places
  public List<Finding> findings(@Nullable Path file) {
    var here = Path.of("").toAbsolutePath();
    var found = ConfigLoader.find(file, here);
    var configuration = ConfigLoader.load(found, here).value();
    var report = check.check(file, List.of());
    var findings = new ArrayList<Finding>();
    for (var problem : report.problems()) {
      var text = problem.format().lines().findFirst().orElse("");
      findings.add(
          problem.isError()
              ? Finding.bad("configuration", text)
              : Finding.warn("configuration", text));
    }
    if (report.problems().stream().noneMatch(Problem::isError)) {
      var from = found == null ? "defaults" : found.toString();
      findings.add(
          Finding.ok("configuration", from + ": %d zones are sound".formatted(report.zones())));
    }
    if (configuration == null) {
      return findings;
    }
    var files = files(found, configuration);
    findings.add(HostExamination.clock(clock.instant(), files));
    findings.add(HostExamination.state(configuration.server().state()));
    findings.add(HostExamination.zones(configuration.server().zones()));
    findings.add(HostExamination.openFiles(openFiles.getAsLong(), configuration));
    findings.add(HostExamination.monitors(report, configuration));
    findings.addAll(server(configuration));
    return findings;
  }

  private static List<Path> files(@Nullable Path found, Configuration configuration) {
    var files = new ArrayList<>(configuration.zoneFiles().values());
    if (found != null) {
      files.add(found);
    }
    var folder = configuration.server().zones();
    try (var inFolder = Files.newDirectoryStream(folder, "*.zone")) {
      inFolder.forEach(files::add);
    } catch (IOException e) {
      // That the folder cannot be read is a problem of the configuration.
      return files;
    }
    return files;
  }

  private List<Finding> server(Configuration configuration) {
    var socket = configuration.controlSocket();
    var client = new ControlClient(socket);
    if (!client.answers()) {
      var findings = new ArrayList<Finding>();
      findings.add(
          Finding.warn("server", "none answers on " + socket + ": serials are not compared"));
      findings.addAll(PortExamination.free(configuration.server().listen()));
      return findings;
    }
    try {
      return running(client);
    } catch (RefusedException e) {
      return List.of(Finding.bad("server", String.join("; ", e.problems())));
    }
  }

  private List<Finding> running(ControlClient client) throws RefusedException {
    var version = client.version();
    var findings = new ArrayList<Finding>();
    findings.add(
        Finding.ok("server", "%s runs as process %d".formatted(version.version(), version.pid())));
    client.zones().stream()
        .filter(ZoneSummary::isServed)
        .findFirst()
        .ifPresent(zone -> findings.addAll(ports(version, zone)));
    findings.addAll(new ZoneExamination(client, nameservers, PATIENCE).findings());
    return findings;
  }

  private List<Finding> ports(ServerVersion version, ZoneSummary zone) {
    var listen = new ArrayList<InetSocketAddress>();
    for (var text : version.listen()) {
      var colon = text.lastIndexOf(':');
      var host = text.substring(0, colon).replace("[", "").replace("]", "");
      listen.add(
          new InetSocketAddress(
              InetAddress.ofLiteral(host), Integer.parseInt(text.substring(colon + 1))));
    }
    return PortExamination.answering(listen, zone.name(), nameservers);
  }
}
