package org.pharosdns.cli.server;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.pharosdns.cli.Console;
import org.pharosdns.cli.Parts;
import org.pharosdns.cli.Pharos;
import org.pharosdns.cli.change.FileZones;
import org.pharosdns.cli.check.ServerCheck;
import org.pharosdns.cli.control.TomlSocketLocator;
import org.pharosdns.health.dns.NameServers;

/// `pharos` as it is, but with a calendar on which a UDP loop hangs for good: it looks there for
/// the time of a signed message. A thread counts as stuck after four seconds.
final class HangingServer {
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private HangingServer() {}

  /// The program.
  public static void main(String[] arguments) {
    var parts =
        new Parts(
            (options, answers) ->
                PharosServer.start(
                    options, NameServers::ofSystem, HangingServer::calendar, PATIENCE),
            new ServerCheck(),
            new TomlSocketLocator(),
            (name, action) -> {},
            FileZones::open);
    System.exit(Pharos.run(arguments, console(), parts));
  }

  private static Console console() {
    return new Console(
        new PrintStream(System.out, true), System.err, false, false, false, time -> true);
  }

  private static Instant calendar() {
    if (Thread.currentThread().getName().startsWith("pharos-udp")) {
      hang();
    }
    return Instant.now();
  }

  private static void hang() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
