package org.pharosdns.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `pharos import`: the commands that take over another server's configuration.
@Command(
    description = "Take over the configuration of another server.",
    commandListHeading = "%nCommands:%n")
final class ImportCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  /// Without a command there is nothing to do.
  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "From what? 'gdnsd'");
    }
  }
}
