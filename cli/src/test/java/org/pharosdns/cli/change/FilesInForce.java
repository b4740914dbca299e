package org.pharosdns.cli.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.config.ConfigLoader;
import org.pharosdns.cli.config.Configuration;
import org.pharosdns.cli.zones.AllWritten;
import org.pharosdns.cli.zones.ZoneData;
import org.pharosdns.cli.zones.ZoneReading;
import org.pharosdns.cli.zones.ZonesInForce;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.Problem;

/// The zones in a folder, in force without a server; what was put in force is noted.
final class FilesInForce implements ZonesInForce {
  final List<Long> published = new ArrayList<>();

  /// The zone that was made ready, until it is put in force or discarded.
  @Nullable ZoneData prepared;

  private final Configuration configuration;
  private final Map<DnsName, ZoneData> zones = new TreeMap<>();

  FilesInForce(Path root) {
    this(root, Map.of());
    ZoneReading.of(configuration, folder(), AllWritten.of(configuration))
        .sound()
        .forEach(data -> zones.put(data.apex(), data));
    assertThat(zones).isNotEmpty();
  }

  /// Other zones than those in the files.
  FilesInForce(Path root, Map<DnsName, ZoneData> zones) {
    configuration =
        Objects.requireNonNull(
            ConfigLoader.load(root.resolve("pharos.toml"), root.toAbsolutePath()).value());
    this.zones.putAll(zones);
  }

  @Override
  public Map<DnsName, ZoneData> data() {
    return Map.copyOf(zones);
  }

  @Override
  public Configuration configuration() {
    return configuration;
  }

  @Override
  public Path folder() {
    return configuration.server().zones();
  }

  @Override
  public Optional<Problem> prepare(ZoneData data) {
    prepared = data;
    return Optional.empty();
  }

  @Override
  public void discard() {
    prepared = null;
  }

  @Override
  public void put(ZoneData data) {
    prepared = null;
    zones.put(data.apex(), data);
    published.add(data.contents().serial());
  }

  @Override
  public void remove(DnsName apex) {
    zones.remove(apex);
  }
}
