package org.pharosdns.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `pharos completion`: a script for the shell.
@Command(
    description = "Print a script that completes commands and options in bash and zsh.",
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

  CompletionCommand(PharosCommand top) {
    this.top = top;
  }

  @Override
  public Integer call() {
    top.console()
        .out()
        .print(AutoComplete.bash("pharos", Commands.tree(top.console(), top.parts())));
    return 0;
  }
}
