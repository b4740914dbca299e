package org.pharosdns.cli;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.pharosdns.cli.control.AddressText;
import org.pharosdns.cli.control.ControlApi;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.RunningServer;
import org.pharosdns.cli.control.ServeOptions;
import org.pharosdns.cli.control.StartFailure;
import org.pharosdns.cli.logging.LogQueue;
import org.pharosdns.cli.systemd.ServiceManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What `pharos serve` does once its options are known: runs a server until SIGTERM or SIGINT;
/// SIGHUP reloads it.
final class Serving {
  private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

  private static final long PRINT_MILLIS = 1000;

  private final Console console;
  private final Parts parts;
  private final ServiceManager manager;

  Serving(Console console, Parts parts) {
    this(console, parts, ServiceManager.of(System.getenv(), ProcessHandle.current().pid()));
  }

  Serving(Console console, Parts parts, ServiceManager manager) {
    this.console = console;
    this.parts = parts;
    this.manager = manager;
  }

  /// Serves, and returns the exit code once the server has ended.
  int run(ServeOptions options) throws StartFailure, InterruptedException {
    Signals signals = parts.signals();
    var stop = new CountDownLatch(1);
    var ready = new CompletableFuture<RunningServer>();
    // Before it starts: nobody who wants a reload shall end it.
    var hangups = new Hangups(() -> reload(ready.join().control()));
    signals.on("HUP", hangups::hangUp);
    try (RunningServer server = parts.launcher().start(options, () -> endOn(signals, stop))) {
      server.watch("reload on hangup", hangups);
      var status = "Pharos answers on " + addresses(server.addresses());
      print(status);
      manager.ready(status);
      ready.complete(server);
      awaitStop(stop, server);
      manager.stopping();
    }
    return 0;
  }

  /// Until there are clients these signals end the process, however long the start may take.
  private static void endOn(Signals signals, CountDownLatch stop) {
    signals.on("TERM", stop::countDown);
    signals.on("INT", stop::countDown);
  }

  /// Prints a line, but does not wait for long if nobody takes it.
  private void print(String line) throws InterruptedException {
    var printing =
        Thread.ofPlatform().daemon().name("print").start(() -> console.out().println(line));
    printing.join(PRINT_MILLIS);
  }

  /// Waits for the end, and says meanwhile that the server is alive, as long as it is.
  private void awaitStop(CountDownLatch stop, RunningServer server) throws InterruptedException {
    var period = manager.period();
    if (period.isZero()) {
      stop.await();
      return;
    }
    while (!stop.await(period.toNanos(), TimeUnit.NANOSECONDS)) {
      if (server.isAlive()) {
        manager.alive();
      }
    }
  }

  private static String addresses(List<InetSocketAddress> addresses) {
    return addresses.stream().map(AddressText::of).collect(Collectors.joining(" and "));
  }

  private void reload(ControlApi server) {
    manager.reloading(System.nanoTime());
    try {
      server.reload(List.of(), false).logTo(LOG);
    } catch (RefusedException e) {
      e.problems().forEach(problem -> LOG.error(LogQueue.EACH, "reload: {}", problem));
    } catch (RuntimeException | Error e) {
      LOG.error("reload failed", e);
    }
    manager.ready("reloaded");
  }
}
