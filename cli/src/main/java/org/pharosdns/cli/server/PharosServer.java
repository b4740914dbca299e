package org.pharosdns.cli.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.admin.AdminServer;
import org.pharosdns.cli.admin.LoopLag;
import org.pharosdns.cli.admin.Observed;
import org.pharosdns.cli.admin.OverviewReport;
import org.pharosdns.cli.admin.VerdictHistory;
import org.pharosdns.cli.change.ChangeJournal;
import org.pharosdns.cli.change.Disk;
import org.pharosdns.cli.change.FileTransaction;
import org.pharosdns.cli.change.StateFolder;
import org.pharosdns.cli.change.ZoneChanges;
import org.pharosdns.cli.change.ZoneControl;
import org.pharosdns.cli.change.ZoneUpdates;
import org.pharosdns.cli.config.Configuration;
import org.pharosdns.cli.config.ControlLimits;
import org.pharosdns.cli.control.ControlApi;
import org.pharosdns.cli.control.ControlServer;
import org.pharosdns.cli.control.Reason;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.RunningServer;
import org.pharosdns.cli.control.ServeOptions;
import org.pharosdns.cli.control.StartFailure;
import org.pharosdns.cli.logging.LogQueue;
import org.pharosdns.cli.notify.Alerts;
import org.pharosdns.cli.steering.AnswerReport;
import org.pharosdns.cli.steering.BudgetWatch;
import org.pharosdns.cli.steering.ExhaustionWatch;
import org.pharosdns.cli.steering.FailingBack;
import org.pharosdns.cli.steering.FeedIntake;
import org.pharosdns.cli.steering.FigureReport;
import org.pharosdns.cli.steering.ForcedWatch;
import org.pharosdns.cli.steering.Forcing;
import org.pharosdns.cli.steering.MemberReport;
import org.pharosdns.cli.steering.MemberWatch;
import org.pharosdns.cli.steering.MonitoredZones;
import org.pharosdns.cli.steering.NameReport;
import org.pharosdns.cli.steering.SteadyClock;
import org.pharosdns.cli.steering.TierStore;
import org.pharosdns.cli.tap.Taps;
import org.pharosdns.cli.zones.Configurations;
import org.pharosdns.cli.zones.WallClock;
import org.pharosdns.cli.zones.ZoneReading;
import org.pharosdns.dns.transport.BindFailedException;
import org.pharosdns.dns.transport.DnsServer;
import org.pharosdns.health.check.Prober;
import org.pharosdns.health.check.Target;
import org.pharosdns.health.dns.NameServers;
import org.pharosdns.health.dns.TargetNames;
import org.pharosdns.health.feed.Feeds;
import org.pharosdns.health.monitor.ForcedStates;
import org.pharosdns.health.monitor.HealthListener;
import org.pharosdns.health.monitor.HealthMonitors;
import org.pharosdns.health.monitor.VerdictStore;
import org.pharosdns.health.monitor.Witnesses;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.serve.ZoneStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// A running server, put together: state folder, zones with their monitors, sockets, control.
///
/// Parts are opened in that order and closed in the reverse one.
public final class PharosServer implements RunningServer {
  private static final Logger LOG = LoggerFactory.getLogger(PharosServer.class);

  private final OpenParts parts;
  private final List<InetSocketAddress> addresses;
  private final ControlApi control;
  private final @Nullable InetSocketAddress statusPage;
  private final Liveness liveness;

  private PharosServer(
      OpenParts parts,
      List<InetSocketAddress> addresses,
      ControlApi control,
      @Nullable InetSocketAddress statusPage,
      Liveness liveness) {
    this.parts = parts;
    this.addresses = addresses;
    this.control = control;
    this.statusPage = statusPage;
    this.liveness = liveness;
  }

  /// Starts the server that `options` and the configuration file say.
  ///
  /// @throws StartFailure naming every problem; nothing is left running then
  public static PharosServer start(ServeOptions options) throws StartFailure {
    return start(options, NameServers::ofSystem, WallClock.system(), Liveness.PATIENCE);
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
    Thread.ofPlatform().daemon().name("sockets").start(DnsServer::prepare);
    var configuration = Configurations.load(options);
    var parts = new OpenParts();
    try {
      return open(options, configuration, nameServers, wall, patience, parts);
    } catch (StartFailure | RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private static PharosServer open(
      ServeOptions options,
      Configuration configuration,
      Supplier<List<InetSocketAddress>> nameServers,
      InstantSource wall,
      Duration patience,
      OpenParts parts)
      throws StartFailure {
    LongSupplier nanoTime = System::nanoTime;
    LogQueue.linesPerSecond(configuration.limits().logLines());
    var clock = new SteadyClock(wall, nanoTime);
    var liveness = new Liveness(nanoTime, patience);
    var listen = listen(options, configuration);
    var folder = parts.add(StateFolder.take(configuration.server().state()));
    var state = folder.path();
    var disk = new Disk();
    var journal = new ChangeJournal(state, disk);
    var transaction = recovered(new FileTransaction(disk, journal));
    var reading = reading(options, configuration);
    var forced = forcedStates(state);
    var store = new ZoneStore();
    var names = parts.add(new TargetNames(nameServers, nanoTime));
    var prober = parts.add(new Prober(nanoTime, wall, names));
    var listener = new LateListener();
    var monitors = parts.add(monitors(configuration, prober, nanoTime, listener));
    var zones =
        new MonitoredZones(
            store,
            monitors,
            forced,
            new VerdictStore(state),
            tiers(state),
            folder.usedBefore(),
            wall,
            clock,
            nanoTime);
    var history = new VerdictHistory();
    var alerts =
        parts.add(new Alerts(configuration.server().identity(), configuration.receivers(), wall));
    listener.begin(
        zones,
        (table, changed) -> history.changed(table, changed, nanoTime.getAsLong()),
        new MemberWatch(zones, alerts));
    var exchange = new ZoneExchange(configuration, zones, wall);
    var taps = parts.add(taps(configuration, wall, nanoTime));
    var reloading =
        new Reloading(
            options,
            configuration,
            reading,
            zones,
            alerts,
            () -> {
              prober.forgetCertificates();
              names.readServers();
            },
            fresh -> {
              exchange.configure(fresh);
              alerts.configure(fresh.receivers());
              taps.reopen();
            });
    var feeds = parts.add(new Feeds(monitors, wall, nanoTime));
    var witnesses = witnesses(configuration, prober, nanoTime, monitors);
    if (witnesses != null) {
      liveness.watch("witnesses", parts.add(witnesses), true);
    }
    parts.add(zones::save);
    var saving = parts.add(new Housekeeping("saving", zones::save));
    var changes = new ZoneChanges(reloading, journal, transaction, wall, reloading);
    var updates = new ZoneUpdates(reloading, journal, transaction, wall);
    exchange.openUpdates(state, updates, changes);

    var floods = Floods.open(configuration.floods(), state, wall, nanoTime);
    var processors =
        new Processors(
            store,
            Settings.answers(configuration),
            floods.policing(),
            exchange.tsig(),
            exchange,
            taps);
    var dns = parts.add(bind(listen, configuration, processors));
    parts.add(exchange);
    exchange.start();
    var members = new MemberReport(zones, monitors, nanoTime);
    var forcing = new Forcing(zones, forced, members, clock);
    var exhaustion = new ExhaustionWatch(zones, alerts, nanoTime);
    var forcedWatch = new ForcedWatch(forced, alerts, clock);
    var budgets = new BudgetWatch(zones, alerts);
    var housekeeping =
        parts.add(
            new Housekeeping(
                "housekeeping",
                () -> {
                  forcedWatch.look();
                  forcing.tick();
                  zones.tick();
                  exhaustion.look();
                  budgets.look();
                  floods.look(processors::limited);
                }));
    var answers = new AnswerReport(zones, processors.aside(), nanoTime);
    var view =
        new ServerView(
            zones,
            monitors,
            processors,
            dns.counters(),
            taps,
            alerts,
            members,
            new NameReport(zones, nanoTime),
            new FigureReport(zones, nanoTime),
            answers,
            reloading,
            exchange,
            new LoopLag(dns.loops(), nanoTime),
            nanoTime,
            wall.instant(),
            nanoTime.getAsLong());
    var overview = new OverviewReport(view, history, nanoTime);
    var control =
        new ServerControl(
            members,
            answers,
            overview,
            forcing,
            new FeedIntake(feeds),
            new FailingBack(zones),
            reloading,
            new ZoneControl(reloading, changes, state, reloading::summaries),
            dns.addresses(),
            view::uptime);
    var controlServer =
        parts.add(
            controlSocket(
                configuration.controlSocket(), control, configuration.limits().control()));
    liveness.watch("control", controlServer, false);
    var admin = configuration.adminHttp();
    InetSocketAddress statusPage = null;
    if (admin != null) {
      var shown = parts.add(adminServer(admin, view, overview, nanoTime));
      statusPage = shown.address();
      var token = configuration.adminToken();
      if (token != null) {
        shown.control(control, token, nanoTime);
      }
      shown.loops().forEach((name, loop) -> liveness.watch(name, loop, false));
    }
    if (configuration.server().watch()) {
      var watch = new FileWatch(reloading::files, () -> reloadChanged(reloading), nanoTime);
      var watching = new Housekeeping("file watch", FileWatch.PERIOD, watch::look);
      liveness.watch("file watch", parts.add(watching), false);
    }
    dns.loops().forEach((name, loop) -> liveness.watch(name, loop, true));
    liveness
        .watch("health", monitors, true)
        .watch("probe-deadlines", prober.deadlines(), true)
        .watch("feeds", feeds, false)
        .watch("alerts", alerts, false)
        .watch("updates", exchange::executeBesideUpdates, false)
        .watch("housekeeping", housekeeping, false)
        .watch("saving", saving, false);
    taps.loops().forEach((name, loop) -> liveness.watch(name, loop, false));
    var tidying = new Tidying(() -> reloading.data().values());
    var tidyings = new Housekeeping("tidying", Tidying.PERIOD, tidying::look);
    liveness.watch("tidying", parts.add(tidyings), false);
    parts.add(new Housekeeping("liveness", Liveness.PERIOD, liveness::look));
    parts.add(
        new WarmUp(
            Settings.transport(configuration),
            processors.rehearsing(),
            reloading.data().keySet(),
            zones::hasSteering));
    return new PharosServer(parts, dns.addresses(), control, statusPage, liveness);
  }

  private static void reloadChanged(Reloading reloading) {
    try {
      reloading.reload(List.of(), false).logTo(LOG);
    } catch (RefusedException e) {
      e.problems().forEach(problem -> LOG.error("reload: {}", problem));
    }
  }

  private static List<InetSocketAddress> listen(ServeOptions options, Configuration configuration)
      throws StartFailure {
    return options.listen().isEmpty()
        ? configuration.server().listen()
        : ListenAddresses.parse(options.listen());
  }

  /// Ends what a server that died has left in the zone files, before they are read.
  private static FileTransaction recovered(FileTransaction transaction) throws StartFailure {
    try {
      transaction.recover();
      return transaction;
    } catch (IOException e) {
      throw new StartFailure(1, List.of("the history cannot be read: " + Reason.of(e)));
    }
  }

  private static ZoneReading reading(ServeOptions options, Configuration configuration)
      throws StartFailure {
    var reading = ZoneReading.of(configuration, Configurations.zones(options, configuration));
    var problems = reading.allProblems();
    if (reading.sound().isEmpty()) {
      var texts = new ArrayList<>(Configurations.texts(problems));
      texts.add("no zone can be served");
      throw new StartFailure(StartFailure.BAD_CONFIGURATION, texts);
    }
    problems.forEach(PharosServer::log);
    return reading;
  }

  private static void log(Problem problem) {
    LOG.atLevel(problem.isError() ? Level.ERROR : Level.WARN)
        .addMarker(LogQueue.EACH)
        .log("{}", problem.format());
  }

  private static ForcedStates forcedStates(Path state) throws StartFailure {
    try {
      return ForcedStates.open(state);
    } catch (IOException e) {
      throw new StartFailure(1, List.of("the forced states cannot be read: " + Reason.of(e)));
    }
  }

  private static HealthMonitors monitors(
      Configuration configuration, Prober prober, LongSupplier nanoTime, HealthListener listener) {
    return new HealthMonitors(
        Settings.monitors(configuration),
        prober::probe,
        nanoTime,
        new SplittableRandom(),
        listener);
  }

  private static TierStore tiers(Path state) throws StartFailure {
    try {
      return TierStore.open(state);
    } catch (IOException e) {
      throw new StartFailure(1, List.of("the tiers in use cannot be read: " + Reason.of(e)));
    }
  }

  /// Without witnesses there is no guessing.
  private static @Nullable Witnesses witnesses(
      Configuration configuration, Prober prober, LongSupplier nanoTime, HealthMonitors monitors) {
    var witness = configuration.witness();
    if (witness.targets().isEmpty()) {
      return null;
    }
    return new Witnesses(
        witness.targets().stream().map(t -> new Target(t.getAddress(), t.getPort())).toList(),
        witness.interval(),
        witness.timeout(),
        prober::probe,
        nanoTime,
        monitors::witnessed);
  }

  private static Taps taps(Configuration configuration, InstantSource wall, LongSupplier nanoTime)
      throws StartFailure {
    try {
      return Taps.open(
          configuration.taps(),
          configuration.server().identity(),
          new SecureRandom()::nextLong,
          wall,
          nanoTime);
    } catch (IOException e) {
      throw new StartFailure(1, List.of("the query log cannot be opened: " + Reason.of(e)));
    }
  }

  private static DnsServer bind(
      List<InetSocketAddress> listen, Configuration configuration, Processors processors)
      throws StartFailure {
    try {
      return DnsServer.start(listen, Settings.transport(configuration), processors);
    } catch (BindFailedException e) {
      throw new StartFailure(StartFailure.CANNOT_BIND, e.problems());
    }
  }

  private static AdminServer adminServer(
      InetSocketAddress address, Observed view, OverviewReport overview, LongSupplier nanoTime)
      throws StartFailure {
    try {
      var server = AdminServer.start(address, view, overview, nanoTime);
      LOG.info("the status page is at http://{}/", ListenAddresses.text(server.address()));
      return server;
    } catch (IOException e) {
      throw new StartFailure(
          StartFailure.CANNOT_BIND,
          List.of(
              "the status page cannot be at "
                  + ListenAddresses.text(address)
                  + ": "
                  + Reason.of(e)));
    }
  }

  private static ControlServer controlSocket(Path socket, ControlApi control, ControlLimits limits)
      throws StartFailure {
    try {
      return ControlServer.start(socket, control, limits);
    } catch (RefusedException e) {
      throw new StartFailure(1, e.problems());
    }
  }

  @Override
  public List<InetSocketAddress> addresses() {
    return addresses;
  }

  /// Where the status page is, or null when there is none.
  @Nullable InetSocketAddress statusPage() {
    return statusPage;
  }

  @Override
  public boolean isAlive() {
    return liveness.isAlive();
  }

  @Override
  public void watch(String name, Executor loop) {
    liveness.watch(name, loop, false);
  }

  @Override
  public ControlApi control() {
    return control;
  }

  @Override
  public void close() {
    parts.close();
  }
}
