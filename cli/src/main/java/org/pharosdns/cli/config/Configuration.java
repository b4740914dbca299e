package org.pharosdns.cli.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.geo.GeoDatabase;
import org.pharosdns.dns.tsig.TsigKeys;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.steer.Place;

/// What `pharos.toml` says, defaults applied. Paths are resolved against its folder.
///
/// @param file the file, or null when there is none and all is default
/// @param adminHttp where the status page and the metrics are, or null for nowhere
/// @param adminToken lets its clients use the control API there; null: nobody
/// @param zoneFiles master files of zones that have an entry with `file`
/// @param zoneEntries where each `[zone."NAME"]` stands
/// @param keys `[key.NAME]`
/// @param access of zones that have an entry
/// @param checks by name, usable by every zone
/// @param receivers `[notify.NAME]`
/// @param defaults `[defaults]`, for every steering file
/// @param geo where networks are; null without a database
public record Configuration(
    @Nullable Path file,
    ServerSection server,
    LimitsSection limits,
    FloodSection floods,
    Path controlSocket,
    @Nullable InetSocketAddress adminHttp,
    @Nullable AdminToken adminToken,
    Map<DnsName, Path> zoneFiles,
    Map<DnsName, Place> zoneEntries,
    TsigKeys keys,
    Map<DnsName, ZoneAccess> access,
    Map<String, CheckDefinition> checks,
    WitnessSection witness,
    TapSection taps,
    List<NotifySection> receivers,
    SteeringDefaults defaults,
    @Nullable GeoDatabase geo) {
  /// The control socket in the state folder, where no other is set.
  static final String SOCKET = "control.sock";

  /// Copies the maps.
  public Configuration {
    zoneFiles = Map.copyOf(zoneFiles);
    zoneEntries = Map.copyOf(zoneEntries);
    access = Map.copyOf(access);
    checks = Map.copyOf(checks);
    receivers = List.copyOf(receivers);
  }

  /// Returns this configuration with another `[server]`.
  public Configuration with(ServerSection other) {
    return with(other, geo);
  }

  /// Returns this configuration without what the database says.
  public Configuration withoutGeo() {
    return with(server, null);
  }

  private Configuration with(ServerSection section, @Nullable GeoDatabase database) {
    return new Configuration(
        file,
        section,
        limits,
        floods,
        controlSocket,
        adminHttp,
        adminToken,
        zoneFiles,
        zoneEntries,
        keys,
        access,
        checks,
        witness,
        taps,
        receivers,
        defaults,
        database);
  }
}
