package org.pharosdns.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.CheckReport;
import org.pharosdns.cli.control.ControlJson;
import org.pharosdns.zone.model.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `pharos check`: validates files without a server.
@Command(
    description = {
      "Validate configuration, zones and steering; no server is needed.",
      "Prints every problem at once, then each steered name with its tiers and what its failover"
          + " budget comes to. Exit code 1 on errors, 0 on warnings alone."
    },
    footer = {
      "",
      "Examples:  pharos check                             what 'pharos serve' would read",
      "           pharos check zones/example.com.zone      one zone and its steering"
    })
final class CheckCommand implements Callable<Integer> {
  private final PharosCommand top;

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description = "Zone files, steering files, configuration files or folders of zones.")
  private List<Path> paths = List.of();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  CheckCommand(PharosCommand top) {
    this.top = top;
  }

  @Override
  public Integer call() {
    CheckReport report = top.parts().check().check(top.configuration(), paths);
    if (json) {
      top.console().out().println(ControlJson.print(report));
    } else {
      print(report);
    }
    return report.hasErrors() ? 1 : 0;
  }

  private void print(CheckReport report) {
    Console console = top.console();
    report.problems().forEach(problem -> console.err().println(problem.format()));
    report.names().forEach(name -> print(name, console));
    long errors = report.problems().stream().filter(Problem::isError).count();
    console
        .out()
        .println(
            "%s, %s, %s, %s"
                .formatted(
                    count(report.zones(), "zone"),
                    count(report.names().size(), "steered name"),
                    count(errors, "error"),
                    count(report.problems().size() - errors, "warning")));
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static void print(CheckReport.SteeredName name, Console console) {
    PrintStream out = console.out();
    out.println(console.tint(Tint.STRONG, name.name() + " " + name.type()));
    printTiers(name.tiers(), "", out);
    if (name.trickle() != null) {
      out.println("   trickle " + name.trickle());
    }
    for (CheckReport.Rule rule : name.rules()) {
      out.println("   rule " + rule.clients());
      printTiers(rule.tiers(), "   ", out);
    }
    out.println("   " + promise(name));
    name.caveats().forEach(caveat -> out.println("   * " + caveat));
    out.println();
  }

  private static void printTiers(List<CheckReport.Tier> tiers, String indent, PrintStream out) {
    int last = tiers.size() - 1;
    for (int i = 0; i <= last; i++) {
      out.println(indent + (i == last ? "└─ " : "├─ ") + tier(tiers.get(i)));
    }
  }

  private static String tier(CheckReport.Tier tier) {
    String members =
        tier.members().stream()
            .map(member -> member.address() + weight(member))
            .collect(Collectors.joining(", "));
    return "%s  %s, %s: %s"
        .formatted(
            tier.name(),
            tier.check() == null ? "unchecked" : "check " + tier.check(),
            tier.select(),
            members);
  }

  private static String weight(CheckReport.Member member) {
    return member.weight() == null ? "" : " (" + member.weight().text() + ")";
  }

  private static String promise(CheckReport.SteeredName name) {
    Long ttl = name.freshTtl();
    if (name.budget() == null) {
      if (name.tiers().getFirst().select().startsWith("follows")) {
        return "TTL at most the fresh one of its targets";
      }
      return "no check, no budget; TTL " + (ttl == null ? "of the zone" : ttl);
    }
    return "failover budget %s (smallest legal %s), found dead within %s, TTL %s%s"
        .formatted(
            text(name.budget()),
            text(name.smallestBudget()),
            text(name.detection()),
            ttl == null ? "of the zone" : ttl,
            name.recoveryBudget() == null
                ? ""
                : ", recovery budget " + text(name.recoveryBudget()));
  }

  private static String text(@Nullable Duration duration) {
    return duration == null ? "?" : DurationText.exact(duration);
  }
}
