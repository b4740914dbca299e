package org.pharosdns.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    return branch(console, parts);
  }

  /// Returns the branch of the tree that `arguments` name, or as much of it as they leave open.
  /// Making all commands would take longer than what most of them do.
  static CommandLine branch(Console console, Parts parts, String... arguments) {
    var top = new PharosCommand(console, parts);
    var line = grown(new CommandLine(top), ofTop(top), arguments);
    line.getSubcommands().values().forEach(Commands::spaced);
    return configured(line, console);
  }

  /// Makes a command for what follows its name.
  private interface Maker {
    Object make(String... rest);
  }

  /// Adds the command that the first argument names, or all where it names none.
  private static CommandLine grown(
      CommandLine line, Map<String, Maker> commands, String... arguments) {
    var named = arguments.length == 0 ? null : commands.get(arguments[0]);
    if (named != null) {
      var rest = Arrays.copyOfRange(arguments, 1, arguments.length);
      return line.addSubcommand(arguments[0], named.make(rest));
    }
    commands.forEach((name, command) -> line.addSubcommand(name, command.make()));
    return line;
  }

  private static Map<String, Maker> ofTop(PharosCommand top) {
    var commands = new LinkedHashMap<String, Maker>();
    commands.put("serve", _ -> new ServeCommand(top));
    commands.put("check", _ -> new CheckCommand(top));
    commands.put("status", _ -> new StatusCommand(top));
    commands.put("explain", _ -> new ExplainCommand(top));
    for (ForceCommand command : ForceCommand.all(top)) {
      commands.put(command.name(), _ -> described(command, command.description()));
    }
    commands.put("auto", _ -> new AutoCommand(top));
    commands.put("failback", _ -> new FailbackCommand(top));
    commands.put("reload", _ -> new ReloadCommand(top));
    commands.put("zone", rest -> grown(new CommandLine(new ZoneCommand()), ofZone(top), rest));
    commands.put(
        "record", rest -> grown(new CommandLine(new RecordCommand()), ofRecord(top), rest));
    commands.put(
        "import",
        _ ->
            new CommandLine(new ImportCommand())
                .addSubcommand("gdnsd", new ImportGdnsdCommand(top)));
    commands.put("demo", _ -> new DemoCommand(top));
    commands.put("doctor", _ -> new DoctorCommand(top));
    commands.put("completion", _ -> new CompletionCommand(top));
    commands.put("man", _ -> new ManCommand(top));
    commands.put("version", _ -> new VersionCommand(top));
    return commands;
  }

  private static Map<String, Maker> ofZone(PharosCommand top) {
    var commands = new LinkedHashMap<String, Maker>();
    commands.put("list", _ -> new ZoneListCommand(top));
    commands.put("show", _ -> new ZoneShowCommand(top));
    commands.put("check", _ -> new ZoneCheckCommand(top));
    commands.put("create", _ -> new ZoneCreateCommand(top));
    commands.put("import", _ -> new ZoneImportCommand(top));
    commands.put("edit", _ -> new ZoneEditCommand(top));
    commands.put("diff", _ -> new ZoneDiffCommand(top));
    commands.put("reload", _ -> new ReloadCommand(top));
    commands.put("history", _ -> new ZoneHistoryCommand(top));
    commands.put("undo", _ -> new ZoneUndoCommand(top));
    commands.put("delete", _ -> new ZoneDeleteCommand(top));
    return commands;
  }

  private static Map<String, Maker> ofRecord(PharosCommand top) {
    var commands = new LinkedHashMap<String, Maker>();
    commands.put("list", _ -> new RecordListCommand(top));
    for (var command : RecordChangeCommand.all(top)) {
      commands.put(command.name(), _ -> described(command, command.description()));
    }
    return commands;
  }

  private static CommandLine described(Object command, String... description) {
    var line = new CommandLine(command);
    line.getCommandSpec().usageMessage().description(description);
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
