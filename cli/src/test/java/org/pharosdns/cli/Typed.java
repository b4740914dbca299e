package org.pharosdns.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.pharosdns.cli.control.CheckReport;
import org.pharosdns.cli.control.ConfigurationCheck;
import org.pharosdns.cli.control.OfflineZones;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ServerLauncher;
import org.pharosdns.cli.control.StartFailure;

/// What a command printed and how it ended.
public record Typed(int code, String out, String err) {
  /// A build without a server.
  public static final ServerLauncher NO_SERVER =
      (options, answers) -> {
        throw new StartFailure(1, List.of("no server in this test"));
      };

  /// A check that finds nothing.
  public static final ConfigurationCheck NO_CHECK =
      (configuration, paths) -> new CheckReport(0, List.of(), List.of());

  /// A build without zone files.
  public static final OfflineZones NO_FILES =
      configuration -> {
        throw new RefusedException("no files in this test");
      };

  /// Returns parts whose server listens on `socket`.
  public static Parts parts(Path socket) {
    return new Parts(NO_SERVER, NO_CHECK, configuration -> socket, (name, action) -> {}, NO_FILES);
  }

  /// Runs a command as it is shipped, without colours.
  public static Typed forReal(String... arguments) {
    return run(Pharos.parts(), false, Typed::pause, arguments);
  }

  private static boolean pause(Duration time) {
    LockSupport.parkNanos(time.toNanos());
    return true;
  }

  /// Runs a command without colours.
  public static Typed run(Parts parts, String... arguments) {
    return run(parts, false, time -> false, arguments);
  }

  /// Runs a command.
  public static Typed run(Parts parts, boolean colour, Console.Pause pause, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var console =
        new Console(
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            colour,
            false,
            false,
            pause);
    int code = Pharos.run(arguments, console, parts);
    return new Typed(code, out.toString(UTF_8), err.toString(UTF_8));
  }
}
