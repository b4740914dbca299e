package org.pharosdns.cli.server;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.config.Configuration;
import org.pharosdns.cli.control.ControlApi;
import org.pharosdns.cli.control.RunningServer;
import org.pharosdns.cli.control.ServeOptions;
import org.pharosdns.cli.control.StartFailure;
import org.pharosdns.cli.logging.LogQueue;
import org.pharosdns.cli.steering.SteadyClock;
import org.pharosdns.cli.zones.Configurations;
import org.pharosdns.cli.zones.Unwritten;
import org.pharosdns.cli.zones.WallClock;
import org.pharosdns.cli.zones.ZoneReading;
import org.pharosdns.dns.transport.DnsServer;
import org.pharosdns.health.dns.NameServers;
import org.pharosdns.zone.model.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// A running server, put together in {@link #open}.
///
/// Parts are opened in the order that stands there and closed in the reverse one.
public final class PharosServer implements RunningServer {
  private static final Logger LOG = LoggerFactory.getLogger(PharosServer.class);
  private static final String NO_ZONE = "no zone can be served";

  /// What is left of five seconds when the process needs some time to end, too.
  private static final Duration STOP = Duration.ofMillis(4500);

  /// What logs, and what is saved at the end, have of it.
  private static final Duration STOP_OF_RECORDS = Duration.ofMillis(500);

  private final ServerBasics basics;
  private final List<InetSocketAddress> addresses;
  private final ControlParts control;

  private PharosServer(
      ServerBasics basics, List<InetSocketAddress> addresses, ControlParts control) {
    this.basics = basics;
    this.addresses = addresses;
    this.control = control;
  }

  /// Starts the server that `options` and the configuration file say.
  ///
  /// @throws StartFailure naming every problem; nothing is left running then
  public static PharosServer start(ServeOptions options) throws StartFailure {
    return start(options, () -> {});
  }

  /// Starts it, with a word before clients may lose something.
  ///
  /// @param answers runs before the first query is taken
  public static PharosServer start(ServeOptions options, Runnable answers) throws StartFailure {
    return start(options, NameServers::ofSystem, WallClock.system(), Liveness.PATIENCE, answers);
  }

  /// @param nameServers the recursive servers that know the names of targets
  /// @param wall the calendar
  static PharosServer start(
      ServeOptions options, Supplier<List<InetSocketAddress>> nameServers, InstantSource wall)
      throws StartFailure {
    return start(options, nameServers, wall, Liveness.PATIENCE);
  }

  /// @param patience how long a thread may take before it counts as stuck
  static PharosServer start(
      ServeOptions options,
      Supplier<List<InetSocketAddress>> nameServers,
      InstantSource wall,
      Duration patience)
      throws StartFailure {
    return start(options, nameServers, wall, patience, () -> {});
  }

  private static PharosServer start(
      ServeOptions options,
      Supplier<List<InetSocketAddress>> nameServers,
      InstantSource wall,
      Duration patience,
      Runnable answers)
      throws StartFailure {
    Thread.ofPlatform().daemon().name("sockets").start(DnsServer::prepare);
    var configuration = Configurations.load(options);
    LongSupplier nanoTime = System::nanoTime;
    var parts = new OpenParts(STOP, nanoTime);
    var clock = new SteadyClock(wall, nanoTime);
    var liveness = new Liveness(nanoTime, patience);
    try {
      return open(
          new ServerBasics(
              options, configuration.withoutGeo(), wall, nanoTime, clock, liveness, parts),
          configuration,
          nameServers,
          answers);
    } catch (StartFailure | RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private static PharosServer open(
      ServerBasics basics,
      Configuration configuration,
      Supplier<List<InetSocketAddress>> nameServers,
      Runnable answers)
      throws StartFailure {
    LogQueue.linesPerSecond(configuration.limits().logLines());
    var listen = listen(basics.options(), configuration);
    var state = StateParts.open(basics);
    var reading = reading(basics.options(), configuration, state.unwritten());
    var health = HealthParts.open(basics, nameServers);
    var zones = ZoneParts.open(basics, configuration, state, health, reading);
    requireZones(zones.reloading());
    var feeds = health.feeds(basics);
    health.witnesses(basics);
    var chores = new Chores(basics);
    chores.save(zones);
    basics.parts().keep(STOP_OF_RECORDS);
    answers.run();
    var sockets = SocketParts.open(basics, listen, state, zones);
    var control = ControlParts.open(basics, state, health, feeds, zones, sockets);
    chores.keepHouse(state, zones, sockets);
    chores.watchFiles(zones.reloading());
    chores.watchThreads();
    chores.warmUp(health, zones, sockets);
    chores.tidy(zones.reloading());
    return new PharosServer(basics, sockets.dns().addresses(), control);
  }

  private static List<InetSocketAddress> listen(ServeOptions options, Configuration configuration)
      throws StartFailure {
    return options.listen().isEmpty()
        ? configuration.server().listen()
        : ListenAddresses.parse(options.listen());
  }

  private static ZoneReading reading(
      ServeOptions options, Configuration configuration, Unwritten unwritten) throws StartFailure {
    var folder = Configurations.zones(options, configuration);
    var reading = ZoneReading.of(configuration, folder, unwritten);
    var problems = reading.allProblems();
    if (reading.sound().isEmpty()) {
      var texts = new ArrayList<>(Configurations.texts(problems));
      texts.add(NO_ZONE);
      throw new StartFailure(StartFailure.BAD_CONFIGURATION, texts);
    }
    problems.forEach(PharosServer::log);
    return reading;
  }

  private static void requireZones(Reloading zones) throws StartFailure {
    if (zones.data().isEmpty()) {
      var texts = new ArrayList<String>();
      zones.summaries().forEach(zone -> texts.addAll(zone.problems()));
      texts.add(NO_ZONE);
      throw new StartFailure(StartFailure.BAD_CONFIGURATION, texts);
    }
  }

  private static void log(Problem problem) {
    LOG.atLevel(problem.isError() ? Level.ERROR : Level.WARN)
        .addMarker(LogQueue.EACH)
        .log("{}", problem.format());
  }

  @Override
  public List<InetSocketAddress> addresses() {
    return addresses;
  }

  /// Where the status page is, or null when there is none.
  @Nullable InetSocketAddress statusPage() {
    return control.statusPage();
  }

  @Override
  public boolean isAlive() {
    return basics.liveness().isAlive();
  }

  @Override
  public void watch(String name, Executor loop) {
    basics.liveness().watch(name, loop, false);
  }

  @Override
  public ControlApi control() {
    return control.api();
  }

  @Override
  public void close() {
    basics.parts().close();
  }
}
