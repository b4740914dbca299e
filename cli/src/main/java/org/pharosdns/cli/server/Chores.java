package org.pharosdns.cli.server;

import java.time.Duration;
import java.util.List;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.steering.BudgetWatch;
import org.pharosdns.cli.steering.ExhaustionWatch;
import org.pharosdns.cli.steering.Expiry;
import org.pharosdns.cli.steering.ForcedWatch;
import org.pharosdns.cli.steering.VerdictRehearsal;
import org.pharosdns.cli.zones.ZoneData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What becomes due without an event while a server runs, on threads of its own.
final class Chores {
  private static final Logger LOG = LoggerFactory.getLogger(Chores.class);

  private final ServerBasics basics;

  Chores(ServerBasics basics) {
    this.basics = basics;
  }

  /// Saves verdicts and exposure, and once more at the end.
  void save(ZoneParts parts) {
    basics.add("saving at the end", parts.zones()::saveAtTheEnd);
    keep("saving", Housekeeping.PERIOD, parts.zones()::save);
  }

  /// Lets expire what was forced, moves on what changes as time goes by, and watches for what
  /// operators want to be told of.
  void keepHouse(StateParts state, ZoneParts parts, SocketParts sockets) {
    var zones = parts.zones();
    var exhaustion = new ExhaustionWatch(zones, parts.alerts(), basics.nanoTime());
    var forced = new ForcedWatch(state.forced(), parts.alerts(), basics.clock());
    var budgets = new BudgetWatch(zones, parts.alerts());
    var expiry = new Expiry(zones, state.forced(), basics.clock(), basics.nanoTime());
    keep(
        "housekeeping",
        Housekeeping.PERIOD,
        forced::look,
        expiry::tick,
        zones::tick,
        exhaustion::look,
        budgets::look,
        () -> sockets.floods().look(sockets.processors()::limited));
    keep("expiry", Housekeeping.PERIOD, expiry::drop);
  }

  /// Reads files again when they change, where that is wanted.
  void watchFiles(Reloading reloading) {
    if (basics.configuration().server().watch()) {
      var watch =
          new FileWatch(reloading::files, () -> reloadChanged(reloading), basics.nanoTime());
      keep("file watch", FileWatch.PERIOD, watch::look);
    }
  }

  private static void reloadChanged(Reloading reloading) {
    try {
      reloading.reload(List.of(), false).logTo(LOG);
    } catch (RefusedException e) {
      e.problems().forEach(problem -> LOG.error("reload: {}", problem));
    }
  }

  /// Gives memory back.
  void tidy(Reloading reloading) {
    var tidying = new Tidying(() -> reloading.data().values(), Tidying.OWN);
    keep("tidying", Tidying.PERIOD, tidying::look);
  }

  /// Looks after all threads that are watched.
  void watchThreads() {
    var name = "liveness";
    basics.add(name, new Housekeeping(name, Liveness.PERIOD, basics.liveness()::look));
  }

  /// Asks the server itself for a moment, and goes over what verdicts do, so that its code is
  /// compiled. Before zones are packed.
  void warmUp(HealthParts health, ZoneParts parts, SocketParts sockets) {
    basics.add(
        new WarmUp(
            Settings.transport(basics.configuration()),
            sockets.processors().rehearsing(),
            parts.reloading().data().values().stream().map(ZoneData::contents).toList(),
            parts.zones()::hasSteering,
            goesOn -> VerdictRehearsal.run(parts.zones(), health.monitors(), goesOn)));
  }

  private void keep(String name, Duration period, Runnable... chores) {
    basics.liveness().watch(name, basics.add(name, new Housekeeping(name, period, chores)), false);
  }
}
