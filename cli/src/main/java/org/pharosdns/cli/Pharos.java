package org.pharosdns.cli;

import java.util.Arrays;
import org.pharosdns.cli.change.FileZones;
import org.pharosdns.cli.check.ServerCheck;
import org.pharosdns.cli.control.ServeOptions;
import org.pharosdns.cli.control.StartFailure;
import org.pharosdns.cli.control.TomlSocketLocator;
import org.pharosdns.cli.server.PharosServer;

/// The entry point of the command `pharos`.
///
/// `serve` with plain options does not touch the tree of {@link Commands}: making it takes longer
/// than starting the server.
public final class Pharos {
  private Pharos() {}

  /// Runs the command that `arguments` say and exits with its code.
  public static void main(String[] arguments) {
    LogProvider.choose();
    System.exit(run(arguments, Console.system(), parts()));
  }

  static Parts parts() {
    return new Parts(
        PharosServer::start,
        new ServerCheck(),
        new TomlSocketLocator(),
        new JvmSignals(),
        FileZones::open);
  }

  /// Runs a command and returns its exit code: 0 done, 1 refused or failed, 2 wrong usage, 71
  /// cannot bind, 78 configuration error at start.
  public static int run(String[] arguments, Console console, Parts parts) {
    var options = ServeArguments.plain(arguments);
    if (options != null) {
      return serve(options, console, parts);
    }
    var command = helpAsOption(arguments);
    return Commands.branch(console, parts, command).execute(command);
  }

  private static int serve(ServeOptions options, Console console, Parts parts) {
    try {
      return new Serving(console, parts).run(options);
    } catch (StartFailure failure) {
      return console.startFailed(failure);
    } catch (InterruptedException | RuntimeException bug) {
      bug.printStackTrace(console.err());
      return 1;
    }
  }

  /// Makes `help status` mean `status --help`.
  private static String[] helpAsOption(String[] arguments) {
    if (arguments.length == 0 || !arguments[0].equals("help")) {
      return arguments;
    }
    String[] moved = Arrays.copyOfRange(arguments, 1, arguments.length + 1);
    moved[arguments.length - 1] = "--help";
    return moved;
  }
}
