package org.pharosdns.cli;

import ch.qos.logback.classic.Level;
import java.util.concurrent.Callable;
import org.pharosdns.cli.control.StartFailure;
import org.pharosdns.cli.demo.Demo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/// `pharos demo`: a failover to watch.
@Command(
    description = {
      "Watch a failover: three HTTP endpoints and a server with the sample zone, all in this"
          + " process, on loopback addresses.",
      "In a terminal the keys 1, 2 and 3 kill and revive an endpoint, q ends it. Elsewhere it runs"
          + " by itself, at most thirty seconds, and exits with 0 only if the failover was seen."
    })
final class DemoCommand implements Callable<Integer> {
  private final PharosCommand top;

  DemoCommand(PharosCommand top) {
    this.top = top;
  }

  @Override
  public Integer call() throws StartFailure {
    quietLog();
    return Demo.run(top.parts().launcher(), top.console(), top.parts().signals());
  }

  /// Keeps the server's log out of the picture, but for errors.
  private static void quietLog() {
    if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)
        instanceof ch.qos.logback.classic.Logger root) {
      root.setLevel(Level.ERROR);
    }
  }
}
