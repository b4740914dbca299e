package org.pharosdns.cli.server;

import java.io.IOException;
import java.util.List;
import org.pharosdns.cli.admin.VerdictHistory;
import org.pharosdns.cli.change.ZoneChanges;
import org.pharosdns.cli.change.ZoneUpdates;
import org.pharosdns.cli.config.Configuration;
import org.pharosdns.cli.control.Reason;
import org.pharosdns.cli.control.StartFailure;
import org.pharosdns.cli.notify.Alerts;
import org.pharosdns.cli.steering.MemberWatch;
import org.pharosdns.cli.steering.MonitoredZones;
import org.pharosdns.cli.tap.Taps;
import org.pharosdns.cli.zones.ZoneReading;
import org.pharosdns.dns.wire.Entropy;
import org.pharosdns.zone.serve.ZoneStore;

/// The zones that are served, with all that changes them and that is told of it.
///
/// @param store what event loops answer from
/// @param zones joined with verdicts
/// @param history the verdicts of late
/// @param exchange transfers, updates and NOTIFY
record ZoneParts(
    ZoneStore store,
    MonitoredZones zones,
    VerdictHistory history,
    Alerts alerts,
    Taps taps,
    ZoneExchange exchange,
    Reloading reloading,
    ZoneChanges changes) {
  /// Puts the zones that were read in force.
  static ZoneParts open(
      ServerBasics basics,
      Configuration configuration,
      StateParts state,
      HealthParts health,
      ZoneReading reading)
      throws StartFailure {
    var store = new ZoneStore();
    var zones =
        new MonitoredZones(
            store,
            health.monitors(),
            state.forced(),
            state.verdicts(),
            state.tiers(),
            state.usedBefore(),
            basics.wall(),
            basics.clock(),
            basics.nanoTime());
    var history = new VerdictHistory();
    var identity = configuration.server().identity();
    var alerts = basics.add(new Alerts(identity, configuration.receivers(), basics.wall()));
    var members = new MemberWatch(zones, alerts);
    health
        .listener()
        .begin(
            zones,
            (table, changed) -> history.changed(table, changed, basics.nanoTime().getAsLong()),
            members);
    zones.listen(members::zonesChanged);
    zones.listen(() -> history.keepOnly(health.monitors().monitors()));
    var exchange = new ZoneExchange(configuration, zones, basics.wall(), basics.nanoTime());
    var taps = basics.add(taps(basics));
    var reloading =
        new Reloading(
            basics.options(),
            configuration,
            reading,
            zones,
            state.transaction(),
            state.unwritten().updates(),
            alerts,
            health::readAnew,
            fresh -> configure(fresh, health, exchange, alerts, taps));
    var changes =
        new ZoneChanges(reloading, state.journal(), state.transaction(), basics.wall(), reloading);
    var updates = new ZoneUpdates(reloading, state.journal(), state.transaction(), basics.wall());
    exchange.openUpdates(state.unwritten().updates(), updates, changes);
    var liveness = basics.liveness().watch("alerts", alerts, false);
    taps.loops().forEach((name, loop) -> liveness.watch(name, loop, false));
    return new ZoneParts(store, zones, history, alerts, taps, exchange, reloading, changes);
  }

  private static void configure(
      Configuration fresh, HealthParts health, ZoneExchange exchange, Alerts alerts, Taps taps) {
    health.programs().configure(fresh);
    exchange.configure(fresh);
    alerts.configure(fresh.receivers());
    taps.reopen();
  }

  private static Taps taps(ServerBasics basics) throws StartFailure {
    try {
      return Taps.open(
          basics.configuration().taps(),
          basics.configuration().server().identity(),
          new Entropy()::nextLong,
          basics.wall(),
          basics.nanoTime());
    } catch (IOException e) {
      throw new StartFailure(1, List.of("the query log cannot be opened: " + Reason.of(e)));
    }
  }
}
