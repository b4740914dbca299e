package org.pharosdns.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `pharos record`: the commands about records.
@Command(
    description = "See and change the records of a zone.",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "NAME is relative to ZONE unless it ends in a dot; @ is the zone itself.",
      "",
      "Examples:  pharos record add example.com www A 192.0.2.1 192.0.2.2",
      "           pharos record set example.com @ MX 10 mail",
      "           pharos record remove example.com old"
    })
final class RecordCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  /// Without a command there is nothing to do.
  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(
          spec.commandLine(), "Which command? 'list', 'add', 'set' or 'remove'");
    }
  }
}
