package org.pharosdns.cli.demo;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.pharosdns.cli.Console;
import org.pharosdns.cli.Signals;
import org.pharosdns.cli.control.Reason;
import org.pharosdns.cli.control.ServerLauncher;
import org.pharosdns.cli.control.StartFailure;
import org.pharosdns.cli.terminal.TerminalScreen;

/// A demonstration from start to end.
public final class Demo {
  private Demo() {}

  /// Runs it: live where a person sits at the terminal, else as a story of at most thirty seconds.
  /// Returns the exit code: 0 when the person has left or the failover was seen over the wire, else
  /// 1.
  ///
  /// @throws StartFailure when the server does not start
  public static int run(ServerLauncher launcher, Console console, Signals signals)
      throws StartFailure {
    try (DemoSetup setup = DemoSetup.start(launcher, console)) {
      if (!console.keys()) {
        return new DemoStory(setup, console).run() ? 0 : 1;
      }
      var stop = new AtomicBoolean();
      signals.on("INT", () -> stop.set(true));
      signals.on("TERM", () -> stop.set(true));
      var screen = new DemoScreen(setup, console, stop);
      try (TerminalScreen terminal = TerminalScreen.open(console.out(), signals)) {
        screen.run(terminal);
      }
      return 0;
    } catch (IOException e) {
      console.problem("the demo cannot go on: " + Reason.of(e));
      return 1;
    }
  }
}
