package org.pharosdns.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `pharos completion`: a script for the shell.
@Command(
    description =
        "Print a script that completes commands, options, zones and endpoints in bash and zsh.",
    footer = {
      "",
      "bash:  source <(pharos completion bash)",
      "zsh:   source <(pharos completion zsh)"
    })
final class CompletionCommand implements Callable<Integer> {
  /// The shells that are known; one script serves both.
  enum Shell {
    bash,
    zsh
  }

  private final PharosCommand top;

  @Parameters(
      arity = "0..1",
      paramLabel = "SHELL",
      description = "bash or zsh; the same script serves both.")
  @SuppressWarnings("unused") // one script serves all shells; other words are refused
  private Shell shell = Shell.bash;

  @Option(
      names = "--words",
      hidden = true,
      paramLabel = "KIND",
      description = "What the script asks for: zones or endpoints.")
  private CompletionWords.@Nullable Kind words;

  CompletionCommand(PharosCommand top) {
    this.top = top;
  }

  @Override
  public Integer call() {
    var kind = words;
    var out = top.console().out();
    if (kind != null) {
      CompletionWords.of(kind, top).forEach(out::println);
      return 0;
    }
    out.print(AutoComplete.bash("pharos", Commands.tree(top.console(), top.parts())));
    out.print(CompletionWords.SCRIPT);
    return 0;
  }
}
