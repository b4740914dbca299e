package org.pharosdns.cli.server;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.pharosdns.health.check.Prober;
import org.pharosdns.health.check.Target;
import org.pharosdns.health.dns.TargetNames;
import org.pharosdns.health.feed.Feeds;
import org.pharosdns.health.monitor.HealthMonitors;
import org.pharosdns.health.monitor.Witnesses;

/// What finds out which endpoints work.
///
/// @param programs between the monitors and the prober
/// @param listener passes verdicts on once those who want them are there
record HealthParts(
    TargetNames names,
    Prober prober,
    AllowedPrograms programs,
    HealthMonitors monitors,
    LateListener listener) {
  /// @param nameServers the recursive servers that know the names of targets
  static HealthParts open(ServerBasics basics, Supplier<List<InetSocketAddress>> nameServers) {
    var names = basics.add(new TargetNames(nameServers, basics.nanoTime()));
    var readOctets = basics.configuration().limits().probeReadOctets();
    var prober = basics.add(new Prober(basics.nanoTime(), basics.wall(), names, readOctets));
    var programs = new AllowedPrograms(prober::probe, basics.configuration());
    var listener = new LateListener();
    var monitors =
        basics.add(
            new HealthMonitors(
                Settings.monitors(basics.configuration()),
                programs,
                prober::hostOf,
                basics.nanoTime(),
                new SplittableRandom(),
                listener));
    basics
        .liveness()
        .watch("health", monitors, true)
        .watch("probe-deadlines", prober.deadlines(), true);
    return new HealthParts(names, prober, programs, monitors, listener);
  }

  /// Opens what others say of endpoints.
  Feeds feeds(ServerBasics basics) {
    var feeds = basics.add(new Feeds(monitors, basics.wall(), basics.nanoTime()));
    basics.liveness().watch("feeds", feeds, false);
    return feeds;
  }

  /// Asks the witnesses from now on. Without any there is no guessing whether a failure is our own.
  void witnesses(ServerBasics basics) {
    var witness = basics.configuration().witness();
    if (!witness.targets().isEmpty()) {
      var targets =
          witness.targets().stream().map(t -> new Target(t.getAddress(), t.getPort())).toList();
      var witnesses =
          new Witnesses(
              targets,
              witness.interval(),
              witness.timeout(),
              prober::probe,
              basics.nanoTime(),
              monitors::witnessed);
      basics.liveness().watch("witnesses", basics.add(witnesses), true);
    }
  }

  /// Forgets what was learnt of targets and may have changed outside.
  void readAnew() {
    prober.forgetCertificates();
    names.readServers();
  }
}
