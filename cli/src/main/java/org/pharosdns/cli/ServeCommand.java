package org.pharosdns.cli;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.AddressText;
import org.pharosdns.cli.control.ControlApi;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ReloadReport;
import org.pharosdns.cli.control.RunningServer;
import org.pharosdns.cli.control.ServeOptions;
import org.pharosdns.cli.control.StartFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `pharos serve`: runs a server until SIGTERM or SIGINT; SIGHUP reloads it.
@Command(
    description = {
      "Run the server in the foreground.",
      "SIGHUP (or 'pharos reload') reads zones and configuration again, SIGTERM (or Ctrl-C) ends it"
          + " after the requests already received are answered."
    },
    footer = {
      "",
      "Without any option it answers on 127.0.0.1:5300 and [::1]:5300 from the folder 'zones'.",
      "Example:  pharos serve --zones zones --listen 0.0.0.0:53 --listen [::]:53"
    })
final class ServeCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

  private final PharosCommand top;

  @Option(
      names = "--zones",
      paramLabel = "DIR",
      description = "Folder with NAME.zone and NAME.toml files.")
  private @Nullable Path zones;

  @Option(
      names = "--listen",
      paramLabel = "ADDR:PORT",
      description = "Answer here, over UDP and TCP; may be repeated.")
  private List<String> listen = List.of();

  ServeCommand(PharosCommand top) {
    this.top = top;
  }

  @Override
  public Integer call() throws StartFailure, InterruptedException {
    Signals signals = top.parts().signals();
    var stop = new CountDownLatch(1);
    try (RunningServer server =
        top.parts().launcher().start(new ServeOptions(top.configuration(), zones, listen))) {
      signals.on("TERM", stop::countDown);
      signals.on("INT", stop::countDown);
      signals.on("HUP", reloading(server.control()));
      top.console().out().println("Pharos answers on " + addresses(server.addresses()));
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
      ReloadReport report = server.reload(false);
      report.problems().forEach(problem -> LOG.error("reload: {}", problem));
      report
          .zones()
          .forEach(zone -> zone.problems().forEach(problem -> LOG.error("reload: {}", problem)));
    } catch (RefusedException e) {
      e.problems().forEach(problem -> LOG.error("reload: {}", problem));
    } catch (RuntimeException e) {
      LOG.error("reload failed", e);
    }
  }
}
