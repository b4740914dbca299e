package org.pharosdns.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.util.List;
import org.pharosdns.cli.control.Nearest;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.StartFailure;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The tree of commands, and what becomes of wrong usage.
final class Commands {
  private Commands() {}

  /// Returns the tree, ready to execute arguments.
  static CommandLine tree(Console console, Parts parts) {
    var top = new PharosCommand(console, parts);
    var line = new CommandLine(top);
    line.addSubcommand("serve", new ServeCommand(top));
    line.addSubcommand("check", new CheckCommand(top));
    line.addSubcommand("status", new StatusCommand(top));
    line.addSubcommand("explain", new ExplainCommand(top));
    for (ForceCommand command : ForceCommand.all(top)) {
      var each = new CommandLine(command);
      each.getCommandSpec().usageMessage().description(command.description());
      line.addSubcommand(command.name(), each);
    }
    line.addSubcommand("auto", new AutoCommand(top));
    line.addSubcommand("failback", new FailbackCommand(top));
    line.addSubcommand("reload", new ReloadCommand(top));
    line.addSubcommand("zone", zone(top));
    line.addSubcommand("record", record(top));
    line.addSubcommand(
        "import",
        new CommandLine(new ImportCommand()).addSubcommand("gdnsd", new ImportGdnsdCommand(top)));
    line.addSubcommand("demo", new DemoCommand(top));
    line.addSubcommand("doctor", new DoctorCommand(top));
    line.addSubcommand("completion", new CompletionCommand(top));
    line.addSubcommand("man", new ManCommand(top));
    line.addSubcommand("version", new VersionCommand(top));
    line.getSubcommands().values().forEach(Commands::spaced);
    return configured(line, console);
  }

  private static CommandLine zone(PharosCommand top) {
    return new CommandLine(new ZoneCommand())
        .addSubcommand("list", new ZoneListCommand(top))
        .addSubcommand("show", new ZoneShowCommand(top))
        .addSubcommand("check", new ZoneCheckCommand(top))
        .addSubcommand("create", new ZoneCreateCommand(top))
        .addSubcommand("import", new ZoneImportCommand(top))
        .addSubcommand("edit", new ZoneEditCommand(top))
        .addSubcommand("diff", new ZoneDiffCommand(top))
        .addSubcommand("reload", new ReloadCommand(top))
        .addSubcommand("history", new ZoneHistoryCommand(top))
        .addSubcommand("undo", new ZoneUndoCommand(top))
        .addSubcommand("delete", new ZoneDeleteCommand(top));
  }

  private static CommandLine record(PharosCommand top) {
    var line =
        new CommandLine(new RecordCommand()).addSubcommand("list", new RecordListCommand(top));
    for (var command : RecordChangeCommand.all(top)) {
      var each = new CommandLine(command);
      each.getCommandSpec().usageMessage().description(command.description());
      line.addSubcommand(command.name(), each);
    }
    return line;
  }

  private static void spaced(CommandLine command) {
    command.getCommandSpec().usageMessage().parameterListHeading("%n").optionListHeading("%n");
    command.getSubcommands().values().forEach(Commands::spaced);
  }

  private static CommandLine configured(CommandLine line, Console console) {
    return line.setOut(new PrintWriter(console.out(), true, UTF_8))
        .setErr(new PrintWriter(console.err(), true, UTF_8))
        .setColorScheme(CommandLine.Help.defaultColorScheme(console.colour() ? Ansi.ON : Ansi.OFF))
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(96)
        .setAbbreviatedOptionsAllowed(false)
        .setParameterExceptionHandler((error, arguments) -> usage(error, console))
        .setExecutionExceptionHandler((error, command, result) -> failure(error, console));
  }

  private static int usage(ParameterException error, Console console) {
    CommandLine command = error.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    String message = String.valueOf(error.getMessage());
    if (error instanceof UnmatchedArgumentException unmatched) {
      String wrong = unmatched.getUnmatched().getFirst();
      boolean wanted = !command.getSubcommands().isEmpty() && !wrong.startsWith("-");
      message =
          wanted
              ? "'" + wrong + "' is no command of " + name
              : name + " does not know " + "'" + wrong + "'";
      List<String> near =
          wanted
              ? Nearest.to(wrong, command.getSubcommands().keySet())
              : Nearest.to(wrong, command.getCommandSpec().optionsMap().keySet());
      if (!near.isEmpty()) {
        message += ". Did you mean '" + String.join("' or '", near) + "'?";
      }
    }
    console.problem(message);
    console.err().println("Try '" + name + " --help'.");
    return CommandLine.ExitCode.USAGE;
  }

  private static int failure(Exception error, Console console) throws Exception {
    if (error instanceof RefusedException refused) {
      refused.problems().forEach(console::problem);
      return CommandLine.ExitCode.SOFTWARE;
    }
    if (error instanceof StartFailure failure) {
      return console.startFailed(failure);
    }
    throw error;
  }
}
