package org.pharosdns.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.Nearest;
import org.pharosdns.cli.control.Reason;
import org.pharosdns.cli.control.RefusedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `pharos man`: manual pages, made from the same text as the help.
@Command(
    description = "Print the manual page of a command, or write the pages of all.",
    footer = {
      "",
      "Examples:  pharos man zone import > page; man -l page",
      "           pharos man --all packaging/man"
    })
final class ManCommand implements Callable<Integer> {
  private final PharosCommand top;

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "The words of the command; without any, pharos itself.")
  private List<String> words = List.of();

  @Option(
      names = "--all",
      paramLabel = "DIR",
      description = "Write the page of every command into this folder instead.")
  private @Nullable Path folder;

  ManCommand(PharosCommand top) {
    this.top = top;
  }

  @Override
  public Integer call() throws RefusedException {
    var line = Commands.tree(top.console(), top.parts());
    var all = folder;
    if (all != null) {
      try {
        Files.createDirectories(all);
        write(line, all);
      } catch (IOException e) {
        throw new RefusedException("the pages cannot be written: " + Reason.of(e));
      }
      return 0;
    }
    for (var word : words) {
      var next = line.getSubcommands().get(word);
      if (next == null) {
        var near = Nearest.to(word, line.getSubcommands().keySet());
        throw new RefusedException(
            "'%s' is no command of %s%s"
                .formatted(
                    word,
                    line.getCommandSpec().qualifiedName(),
                    near.isEmpty() ? "" : ". Did you mean '" + near.getFirst() + "'?"));
      }
      line = next;
    }
    top.console().out().print(ManPage.of(line.getCommandSpec()));
    return 0;
  }

  private static void write(CommandLine line, Path folder) throws IOException {
    var command = line.getCommandSpec();
    Files.writeString(folder.resolve(ManPage.name(command) + ".1"), ManPage.of(command));
    for (var each : line.getSubcommands().values()) {
      write(each, folder);
    }
  }
}
