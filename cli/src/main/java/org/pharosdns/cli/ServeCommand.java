package org.pharosdns.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.ServeOptions;
import org.pharosdns.cli.control.StartFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `pharos serve`: runs a server until SIGTERM or SIGINT; SIGHUP reloads it.
@Command(
    description = {
      "Run the server in the foreground.",
      "SIGHUP (or 'pharos reload') reads zones and configuration again, SIGTERM (or Ctrl-C) ends it"
          + " after the requests already received are answered."
    },
    footer = {
      "",
      "Without any option it answers on 127.0.0.1:5300 and [::1]:5300 from the folder 'zones'.",
      "Example:  pharos serve --zones zones --listen 0.0.0.0:53 --listen [::]:53"
    })
final class ServeCommand implements Callable<Integer> {
  private final PharosCommand top;

  @Option(
      names = "--zones",
      paramLabel = "DIR",
      description = "Folder with NAME.zone and NAME.toml files.")
  private @Nullable Path zones;

  @Option(
      names = "--listen",
      paramLabel = "ADDR:PORT",
      description = "Answer here, over UDP and TCP; may be repeated.")
  private List<String> listen = List.of();

  ServeCommand(PharosCommand top) {
    this.top = top;
  }

  @Override
  public Integer call() throws StartFailure, InterruptedException {
    return new Serving(top.console(), top.parts())
        .run(new ServeOptions(top.configuration(), zones, listen));
  }
}
