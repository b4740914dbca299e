package org.pharosdns.cli;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.Table.Cell;
import org.pharosdns.cli.control.ControlJson;
import org.pharosdns.cli.control.Explanation;
import org.pharosdns.cli.control.RefusedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `pharos explain`: why a question is answered as it is.
@Command(
    description =
        "Show why a question is answered as it is: which tier, who is out and why, which"
            + " rule set the TTL, and whether the failover budget holds.",
    footer = {"", "Example:  pharos explain www.example.com A --client 198.51.100.0/24"})
final class ExplainCommand implements Callable<Integer> {
  private final PharosCommand top;

  @Parameters(index = "0", paramLabel = "NAME", description = "The name to ask for.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "TYPE", description = "A, AAAA, MX, ...")
  private String type = "";

  @Option(
      names = "--client",
      paramLabel = "ADDR[/LEN]",
      description = "Who asks; matters where answers depend on the client's network.")
  private @Nullable String client;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  ExplainCommand(PharosCommand top) {
    this.top = top;
  }

  @Override
  public Integer call() throws RefusedException {
    Explanation explanation = top.server().explain(name, type, client);
    if (json) {
      top.console().out().println(ControlJson.print(explanation));
    } else {
      print(explanation);
    }
    return 0;
  }

  private void print(Explanation explanation) {
    Console console = top.console();
    PrintStream out = console.out();
    out.println(
        console.tint(
                Tint.STRONG, explanation.question().name() + " " + explanation.question().type())
            + (explanation.client() == null ? "" : " for " + explanation.client()));
    out.println("zone     " + (explanation.zone() == null ? "none of ours" : explanation.zone()));
    out.println("answer   " + answer(explanation));
    if (explanation.ttl() != null) {
      out.println("ttl      " + explanation.ttl() + ttlFrom(explanation.ttlFrom()));
    }
    if (explanation.rule() != null) {
      out.println("rule     " + explanation.rule());
    }
    if (explanation.scope() != null) {
      out.println("scope    /" + explanation.scope() + scopeNote(explanation.scope()));
    }
    out.println("promise  " + promise(explanation));
    for (Explanation.Tier tier : explanation.tiers()) {
      out.println();
      out.println(console.tint(Tint.STRONG, "tier " + tier.name()) + "  " + tier.state());
      members(tier).lines(console.colour()).forEach(line -> out.println("  " + line));
    }
  }

  private static String answer(Explanation explanation) {
    return explanation.chosen().isEmpty()
        ? explanation.rcode() + ", no record"
        : String.join(", ", explanation.chosen());
  }

  private static String scopeNote(int scope) {
    return scope == 0 ? "  (the same for everyone)" : "  (others may get another answer)";
  }

  private static String ttlFrom(Explanation.@Nullable TtlSource source) {
    return switch (source) {
      case null -> "";
      case ZONE -> "  (the zone file's)";
      case FRESH -> "  (the budget's, while evidence is fresh)";
      case LEASE -> "  (what is left of the lease: evidence is ageing)";
      case RECOVERY -> "  (short, so that a recovered member comes back in time)";
      case PANIC -> "  (panic_ttl: nothing is known to work)";
      case MINIMUM -> "  (min_ttl)";
    };
  }

  private static String promise(Explanation explanation) {
    Explanation.Promise promise = explanation.promise();
    if (promise == null) {
      return explanation.tiers().isEmpty() ? "none, the name is not steered" : "none";
    }
    return MemberTable.word(promise.state())
        + (promise.reason() == null ? "" : ": " + promise.reason());
  }

  private static Table members(Explanation.Tier tier) {
    var table = new Table("ADDRESS", "", ">WEIGHT", "REASON");
    for (Explanation.Member member : tier.members()) {
      Explanation.Place place = member.state();
      table.add(
          Cell.of(member.address()),
          new Cell(MemberTable.word(place), place == Explanation.Place.IN ? Tint.GOOD : Tint.BAD),
          Cell.of(member.weight() == null ? null : member.weight().text()),
          new Cell(member.reason() == null ? "" : member.reason(), null));
    }
    return table;
  }
}
