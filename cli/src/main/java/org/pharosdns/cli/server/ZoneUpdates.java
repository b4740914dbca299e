package org.pharosdns.cli.server;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.config.Configuration;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.edit.RecordChange;
import org.pharosdns.zone.load.ZoneLoader;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.model.ZoneContents;
import org.pharosdns.zone.steer.SteeringValidator;
import org.pharosdns.zone.steer.ZoneRecords;
import org.pharosdns.zone.update.UpdatedZones;

/// The zones in force as dynamic updates change them.
final class ZoneUpdates implements UpdatedZones {
  private final MonitoredZones zones;
  private final Supplier<Configuration> configuration;
  private final Object lock;

  /// @param lock held while zones are replaced
  ZoneUpdates(MonitoredZones zones, Supplier<Configuration> configuration, Object lock) {
    this.zones = zones;
    this.configuration = configuration;
    this.lock = lock;
  }

  @Override
  public void exclusively(Runnable work) {
    synchronized (lock) {
      work.run();
    }
  }

  private @Nullable ZoneData data(DnsName apex) {
    var zone = zones.zones().get(apex);
    return zone == null ? null : zone.data();
  }

  @Override
  public @Nullable ZoneContents contents(DnsName apex) {
    var data = data(apex);
    return data == null ? null : data.contents();
  }

  @Override
  public List<Problem> check(DnsName apex, ZoneContents contents) {
    var data = data(apex);
    if (data == null) {
      return List.of();
    }
    var limits = configuration.get().limits().zoneFiles();
    var problems = new ArrayList<>(ZoneLoader.validate(contents, data.source().file(), limits));
    problems.addAll(
        SteeringValidator.validate(data.steering().steering(), ZoneRecords.of(contents)));
    return problems;
  }

  @Override
  public void publish(DnsName apex, ZoneContents contents) {
    var data = data(apex);
    if (data != null) {
      zones.replace(new ZoneData(data.source(), contents, data.steering()));
    }
  }

  @Override
  public boolean fold(DnsName apex, List<RecordChange> changes) {
    return false;
  }
}
