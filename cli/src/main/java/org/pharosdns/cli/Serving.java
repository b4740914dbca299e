package org.pharosdns.cli;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.pharosdns.cli.control.AddressText;
import org.pharosdns.cli.control.ControlApi;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.RunningServer;
import org.pharosdns.cli.control.ServeOptions;
import org.pharosdns.cli.control.StartFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What `pharos serve` does once its options are known: runs a server until SIGTERM or SIGINT;
/// SIGHUP reloads it.
final class Serving {
  private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

  private final Console console;
  private final Parts parts;

  Serving(Console console, Parts parts) {
    this.console = console;
    this.parts = parts;
  }

  /// Serves, and returns the exit code once the server has ended.
  int run(ServeOptions options) throws StartFailure, InterruptedException {
    Signals signals = parts.signals();
    var stop = new CountDownLatch(1);
    try (RunningServer server = parts.launcher().start(options)) {
      signals.on("TERM", stop::countDown);
      signals.on("INT", stop::countDown);
      signals.on("HUP", reloading(server.control()));
      console.out().println("Pharos answers on " + addresses(server.addresses()));
      stop.await();
    }
    return 0;
  }

  private static String addresses(List<InetSocketAddress> addresses) {
    return addresses.stream().map(AddressText::of).collect(Collectors.joining(" and "));
  }

  /// Returns what SIGHUP does. Hangups that come while one waits are the same hangup.
  private static Runnable reloading(ControlApi server) {
    BlockingQueue<String> wishes = new ArrayBlockingQueue<>(1);
    Thread.ofVirtual()
        .name("reload on hangup")
        .start(
            () -> {
              try {
                while (true) {
                  wishes.take();
                  reload(server);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    return () -> {
      if (!wishes.offer("reload")) {
        LOG.debug("SIGHUP: a reload is waiting already");
      }
    };
  }

  private static void reload(ControlApi server) {
    try {
      server.reload(List.of(), false).logTo(LOG);
    } catch (RefusedException e) {
      e.problems().forEach(problem -> LOG.error("reload: {}", problem));
    } catch (RuntimeException e) {
      LOG.error("reload failed", e);
    }
  }
}
