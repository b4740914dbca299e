package org.pharosdns.cli.config;

import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.pharosdns.dns.transport.TcpSettings;
import org.pharosdns.health.check.Prober;
import org.pharosdns.zone.load.LoadLimits;

/// Reads `[limits]` of `pharos.toml`: every limit that can be set, with its range and default.
final class LimitsReader {
  private static final Keys KEYS =
      new Keys(
          Set.of(
              "udp_payload",
              "tcp_connections",
              "tcp_per_client",
              "tcp_idle",
              "tcp_message",
              "tcp_in_flight",
              "tcp_backlog",
              "tcp_stall",
              "tcp_memory",
              "chain",
              "records_per_rrset",
              "types_per_name",
              "include_depth",
              "generate_records",
              "zone_file",
              "zone_line",
              "monitors",
              "probe_starts_per_second",
              "probes_per_host",
              "probe_read",
              "control_clients",
              "control_request",
              "control_depth",
              "log_lines"),
          Map.of());
  private static final Duration LEAST = Duration.ofMillis(1);
  private static final int MANY = 1_000_000;

  private final TomlTable table;

  private LimitsReader(TomlTable table) {
    this.table = table;
  }

  static LimitsSection read(TomlTable root) {
    var found = root.table("limits");
    if (found != null) {
      found.allow(KEYS);
    }
    return new LimitsReader(found == null ? root.empty("limits") : found).section();
  }

  private LimitsSection section() {
    var control = ControlLimits.DEFAULTS;
    return new LimitsSection(
        requireNonNullElse(table.integer("udp_payload", 512, 4096), 1232),
        tcp(),
        requireNonNullElse(table.integer("chain", 1, 64), 16),
        zoneFiles(),
        requireNonNullElse(table.integer("monitors", 1, MANY), 20_000),
        requireNonNullElse(table.integer("probe_starts_per_second", 1, MANY), 2000),
        requireNonNullElse(table.integer("probes_per_host", 1, MANY), 4),
        requireNonNullElse(table.size("probe_read", 1024, 1 << 20), Prober.READ_OCTETS),
        new ControlLimits(
            requireNonNullElse(table.integer("control_clients", 1, 1024), control.clients()),
            requireNonNullElse(
                table.size("control_request", 1024, 256 << 20), control.requestOctets()),
            requireNonNullElse(table.integer("control_depth", 1, 500), control.depth())),
        requireNonNullElse(table.integer("log_lines", 1, MANY), 10));
  }

  private TcpSettings tcp() {
    var none = TcpSettings.DEFAULTS;
    return new TcpSettings(
        requireNonNullElse(table.integer("tcp_connections", 1, MANY), none.connections()),
        requireNonNullElse(table.integer("tcp_per_client", 1, MANY), none.perClient()),
        requireNonNullElse(table.duration("tcp_idle", LEAST), none.idle()),
        requireNonNullElse(table.duration("tcp_message", LEAST), none.message()),
        requireNonNullElse(table.integer("tcp_in_flight", 1, 65_536), none.inFlight()),
        requireNonNullElse(table.size("tcp_backlog", 1024, 16 << 20), none.backlogOctets()),
        requireNonNullElse(table.duration("tcp_stall", LEAST), none.stall()),
        requireNonNullElse(
            table.size("tcp_memory", 1 << 20, Integer.MAX_VALUE), (int) none.memoryOctets()));
  }

  private LoadLimits zoneFiles() {
    var none = LoadLimits.DEFAULTS;
    return new LoadLimits(
        requireNonNullElse(table.size("zone_file", 1, Integer.MAX_VALUE), 256 << 20),
        requireNonNullElse(table.size("zone_line", 512, 16 << 20), none.lineOctets()),
        requireNonNullElse(table.integer("include_depth", 0, 100), none.includeDepth()),
        requireNonNullElse(
            table.integer("generate_records", 0, 10_000_000), none.generateRecords()),
        requireNonNullElse(table.integer("records_per_rrset", 1, 65_535), none.recordsPerRRset()),
        requireNonNullElse(table.integer("types_per_name", 1, 255), none.typesPerName()));
  }
}
