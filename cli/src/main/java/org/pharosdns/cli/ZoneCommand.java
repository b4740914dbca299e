package org.pharosdns.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `pharos zone`: the commands about zones.
@Command(
    description = "See and change the zones that the server serves.",
    commandListHeading = "%nCommands:%n")
final class ZoneCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  /// Without a command there is nothing to do.
  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(
          spec.commandLine(), "Which command? 'pharos zone --help' lists them");
    }
  }
}
