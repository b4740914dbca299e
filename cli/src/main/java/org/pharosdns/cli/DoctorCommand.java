package org.pharosdns.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.pharosdns.cli.Table.Cell;
import org.pharosdns.cli.control.ControlJson;
import org.pharosdns.cli.doctor.Doctor;
import org.pharosdns.cli.doctor.Finding;
import org.pharosdns.cli.doctor.Finding.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `pharos doctor`: everything that a server needs, looked at.
@Command(
    description = {
      "Look at everything the server needs: configuration, ports, clock, state folder, limits, and"
          + " serials beside what the parent and the other nameservers say.",
      "Takes a few seconds and changes nothing. Exit code 1 if something is bad."
    })
final class DoctorCommand implements Callable<Integer> {
  private final PharosCommand top;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  DoctorCommand(PharosCommand top) {
    this.top = top;
  }

  @Override
  public Integer call() {
    return print(Doctor.system(top.parts().check()).findings(top.configuration()));
  }

  /// Prints findings and returns the exit code.
  int print(List<Finding> findings) {
    PrintStream out = top.console().out();
    if (json) {
      out.println(ControlJson.print(findings));
    } else {
      var table = new Table("", "SUBJECT", "FINDING");
      findings.forEach(
          each -> table.add(level(each.level()), Cell.of(each.subject()), Cell.of(each.text())));
      table.lines(top.console().colour()).forEach(out::println);
    }
    return findings.stream().anyMatch(each -> each.level() == Level.BAD) ? 1 : 0;
  }

  private static Cell level(Level level) {
    return switch (level) {
      case OK -> new Cell("ok", Tint.GOOD);
      case WARN -> new Cell("warn", Tint.DOUBTFUL);
      case BAD -> new Cell("bad", Tint.BAD);
    };
  }
}
