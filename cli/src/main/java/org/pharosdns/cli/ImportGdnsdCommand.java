package org.pharosdns.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.Reason;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.gdnsd.GdnsdException;
import org.pharosdns.cli.gdnsd.GdnsdImport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `pharos import gdnsd`: zones and steering files from gdnsd's configuration.
@Command(
    description = {
      "Turn a configuration folder of gdnsd 3 into zones and steering files.",
      "Lists, with file and line, what could not be expressed; writes no file that exists."
    },
    footer = {"", "Example:  pharos import gdnsd /etc/gdnsd --out zones && pharos check zones"})
final class ImportGdnsdCommand implements Callable<Integer> {
  private final PharosCommand top;

  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description = "The folder with 'config' and 'zones'.")
  private Path folder = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "ZONES",
      description = "The folder to write zones to; made if need be.")
  private Path out = Path.of("");

  @Option(
      names = "--admin-state",
      paramLabel = "FILE",
      description = "The file of forced states. Default: that of the configuration.")
  private @Nullable Path adminState;

  ImportGdnsdCommand(PharosCommand top) {
    this.top = top;
  }

  @Override
  public Integer call() throws RefusedException {
    GdnsdImport.Result result = read();
    write(result);
    print(result);
    return 0;
  }

  private GdnsdImport.Result read() throws RefusedException {
    try {
      return GdnsdImport.read(folder, adminState);
    } catch (GdnsdException e) {
      throw new RefusedException(String.valueOf(e.getMessage()));
    }
  }

  private void write(GdnsdImport.Result result) throws RefusedException {
    List<String> there =
        result.files().keySet().stream()
            .filter(name -> Files.exists(out.resolve(name)))
            .map(name -> out.resolve(name) + " exists already; nothing was written")
            .toList();
    if (!there.isEmpty()) {
      throw new RefusedException(there);
    }
    try {
      Files.createDirectories(out);
      for (var file : result.files().entrySet()) {
        Files.writeString(out.resolve(file.getKey()), file.getValue(), ISO_8859_1);
      }
    } catch (IOException e) {
      throw new RefusedException("the files could not be written: " + Reason.of(e));
    }
  }

  private void print(GdnsdImport.Result result) {
    PrintStream to = top.console().out();
    result.files().keySet().forEach(name -> to.println("wrote " + out.resolve(name)));
    section(to, "pharos.toml should say:", result.configuration().lines().toList());
    section(to, "What was forced is forced again, once the server runs, by:", result.commands());
    section(to, "Not expressed:", result.inexpressible());
  }

  private static void section(PrintStream to, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      to.println();
      to.println(title);
      lines.forEach(line -> to.println("  " + line));
    }
  }
}
