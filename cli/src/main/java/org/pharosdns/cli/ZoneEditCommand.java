package org.pharosdns.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.ChangeReport;
import org.pharosdns.cli.control.Reason;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ZonesApi;
import org.pharosdns.cli.control.ZonesApi.ReplaceRequest;
import org.pharosdns.cli.control.ZonesApi.TextReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `pharos zone edit`.
@Command(
    description =
        "Edit a zone file in $VISUAL or $EDITOR; it is checked and served when the editor ends.",
    footer = {
      "",
      "The editor works on a copy. Errors are shown, and the editor is offered again; what is not",
      "taken stays in the copy.",
      "The serial goes up by itself unless you raise it."
    })
final class ZoneEditCommand implements Callable<Integer> {
  private final PharosCommand top;

  @Parameters(index = "0", paramLabel = "ZONE", description = "The zone.")
  private String zone = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; the history shows it.")
  private @Nullable String reason;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  ZoneEditCommand(PharosCommand top) {
    this.top = top;
  }

  @Override
  public Integer call() throws RefusedException {
    return top.zones(this::edit);
  }

  private int edit(ZonesApi zones) throws RefusedException {
    var before = zones.text(zone);
    try {
      var copy = Files.createTempFile("pharos-", ".zone");
      Files.writeString(copy, before.text(), StandardCharsets.ISO_8859_1);
      var code = edit(zones, before, copy);
      Files.deleteIfExists(copy);
      return code;
    } catch (IOException e) {
      throw new RefusedException("the editor cannot be used: " + Reason.of(e));
    }
  }

  private int edit(ZonesApi zones, TextReport before, Path copy)
      throws IOException, RefusedException {
    while (true) {
      run(copy);
      var text = Files.readString(copy, StandardCharsets.ISO_8859_1);
      if (text.equals(before.text())) {
        return unchanged(zones);
      }
      try {
        var request = new ReplaceRequest(zone, text, before.hash(), Author.ofThisProcess(), reason);
        return ChangePrint.print(top.console(), zones.replace(request), json);
      } catch (RefusedException e) {
        e.problems().forEach(top.console()::problem);
        if (!Question.asked(top.console(), "Open the editor again?")) {
          throw new RefusedException("nothing was changed; what you wrote is kept in " + copy);
        }
      }
    }
  }

  private int unchanged(ZonesApi zones) throws RefusedException {
    if (json) {
      var live = zones.diff(zone);
      return ChangePrint.print(
          top.console(), ChangeReport.unchanged(live.zone(), live.serial()), true);
    }
    top.console().out().println("Nothing was changed.");
    return 0;
  }

  private static void run(Path copy) throws IOException, RefusedException {
    var editor = System.getenv("VISUAL");
    editor = editor == null || editor.isEmpty() ? System.getenv("EDITOR") : editor;
    editor = editor == null || editor.isEmpty() ? "vi" : editor;
    try {
      // As git does it: the variable may hold options, so a shell takes it apart.
      var process =
          new ProcessBuilder("sh", "-c", editor + " \"$@\"", editor, copy.toString())
              .inheritIO()
              .start();
      if (process.waitFor() != 0) {
        throw new RefusedException(
            "the editor '" + editor + "' failed, nothing was changed; its text is kept in " + copy);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException("interrupted, nothing was changed");
    }
  }
}
