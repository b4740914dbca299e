package org.pharosdns.cli.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.transport.TcpSettings;
import org.pharosdns.zone.load.LoadLimits;
import org.pharosdns.zone.model.Problem;

/// What a server reads only at its start: a reload leaves it alone, and says so.
public final class StartOnly {
  private static final List<Part> PARTS = parts();
  private static final List<Part> ALSO_OF_UPDATES =
      List.of(
          files("records_per_rrset", LoadLimits::recordsPerRRset),
          files("types_per_name", LoadLimits::typesPerName));

  private StartOnly() {}

  /// A key or a table.
  ///
  /// @param value what a configuration says of it; equal where nothing has changed
  private record Part(String name, Function<Configuration, @Nullable Object> value) {
    boolean differs(Configuration a, Configuration b) {
      return !Objects.equals(value.apply(a), value.apply(b));
    }
  }

  private static List<Part> parts() {
    return List.of(
        server("listen", ServerSection::listen),
        server("state", ServerSection::state),
        server("rotate", ServerSection::rotate),
        server("identity", ServerSection::identity),
        server("version", ServerSection::version),
        server("transport", ServerSection::transport),
        server("workers", ServerSection::workers),
        server("watch", ServerSection::watch),
        limit("udp_payload", LimitsSection::udpPayload),
        tcp("tcp_connections", TcpSettings::connections),
        tcp("tcp_per_client", TcpSettings::perClient),
        tcp("tcp_idle", TcpSettings::idle),
        tcp("tcp_message", TcpSettings::message),
        tcp("tcp_in_flight", TcpSettings::inFlight),
        tcp("tcp_backlog", TcpSettings::backlogOctets),
        tcp("tcp_stall", TcpSettings::stall),
        tcp("tcp_memory", TcpSettings::memoryOctets),
        limit("chain", LimitsSection::chain),
        limit("probe_starts_per_second", LimitsSection::probeStartsPerSecond),
        limit("probes_per_host", LimitsSection::probesPerHost),
        limit("probe_read", LimitsSection::probeReadOctets),
        limit("control_clients", limits -> limits.control().clients()),
        limit("control_request", limits -> limits.control().requestOctets()),
        limit("control_depth", limits -> limits.control().depth()),
        limit("log_lines", LimitsSection::logLines),
        new Part("[rate_limit]", all -> all.floods().rateLimits()),
        new Part("[cookies] enabled", all -> all.floods().cookies()),
        new Part("[cookies] secret_file", all -> all.floods().cookieSecrets()),
        new Part("[admin] http", Configuration::adminHttp),
        new Part("[admin] token_file", Configuration::adminToken),
        new Part("[witness]", Configuration::witness),
        new Part("[query_log]", all -> all.taps().queryLog()),
        new Part("[dnstap]", all -> all.taps().dnstap()));
  }

  private static Part server(String key, Function<ServerSection, @Nullable Object> value) {
    return new Part("[server] " + key, all -> value.apply(all.server()));
  }

  private static Part limit(String key, Function<LimitsSection, Object> value) {
    return new Part("[limits] " + key, all -> value.apply(all.limits()));
  }

  private static Part tcp(String key, Function<TcpSettings, Object> value) {
    return limit(key, limits -> value.apply(limits.tcp()));
  }

  private static Part files(String key, Function<LoadLimits, Object> value) {
    return limit(key, limits -> value.apply(limits.zoneFiles()));
  }

  /// Returns a warning for each part of `fresh` that a server does not take which began with
  /// `start`.
  public static List<Problem> changes(Configuration start, Configuration fresh) {
    var file = file(start, fresh);
    var changes = new ArrayList<Problem>();
    for (var part : PARTS) {
      if (part.differs(start, fresh)) {
        changes.add(kept(file, part.name));
      }
    }
    if (socketDiffers(start, fresh)) {
      changes.add(kept(file, "[admin] socket"));
    }
    for (var part : ALSO_OF_UPDATES) {
      if (part.differs(start, fresh)) {
        changes.add(
            warning(
                file,
                part.name
                    + " has changed: zone files are held to it, dynamic updates also to that of the"
                    + " start"));
      }
    }
    return changes;
  }

  private static Path file(Configuration start, Configuration fresh) {
    var file = fresh.file() == null ? start.file() : fresh.file();
    return file == null ? Path.of("pharos.toml") : file;
  }

  /// Where the socket is in the state folder, it moves with that.
  private static boolean socketDiffers(Configuration start, Configuration fresh) {
    return !start.controlSocket().equals(fresh.controlSocket())
        && !(isInState(start) && isInState(fresh));
  }

  private static boolean isInState(Configuration configuration) {
    return configuration
        .controlSocket()
        .equals(configuration.server().state().resolve(Configuration.SOCKET));
  }

  private static Problem kept(Path file, String part) {
    return warning(file, part + " has changed, but a running server keeps what it started with");
  }

  private static Problem warning(Path file, String message) {
    return Problem.warning(file, 0, 0, message).withHint("restart the server");
  }
}
