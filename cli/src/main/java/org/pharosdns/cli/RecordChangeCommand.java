package org.pharosdns.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ZonesApi.RecordsRequest;
import org.pharosdns.cli.control.ZonesApi.RecordsRequest.Action;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `pharos record add`, `set` and `remove`.
@Command(
    footer = {
      "",
      "Each DATA is one record; where one alone is none, all together are one. A text needs no"
          + " quotes but those of the shell.",
      "It is on disk and answered when the command returns; 'pharos zone undo' takes it back.",
      "",
      "Examples:  pharos record add example.com www A 192.0.2.1 192.0.2.2 --ttl 300",
      "           pharos record set example.com @ MX '10 mail' '20 mail.example.net.'",
      "           pharos record set example.com www A 192.0.2.1 --weight 3 --check web",
      "           pharos record add example.com @ TXT 'v=spf1 mx -all' --reason 'ticket 4711'"
    })
final class RecordChangeCommand implements Callable<Integer> {
  private final PharosCommand top;
  private final Action action;

  @Parameters(index = "0", paramLabel = "ZONE", description = "The zone.")
  private String zone = "";

  @Parameters(
      index = "1",
      paramLabel = "NAME",
      description = "Relative to the zone, or absolute with a final dot; @ is the zone itself.")
  private String name = "";

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "TYPE",
      description = "A, AAAA, MX, TXT ...; only 'remove' goes without.")
  private @Nullable String type;

  @Parameters(
      index = "3..*",
      arity = "0..*",
      paramLabel = "DATA",
      description = "As in a zone file; 'remove' without any takes all of the type.")
  private List<String> data = List.of();

  @Option(
      names = "--ttl",
      paramLabel = "TTL",
      converter = TtlOption.class,
      description = "TTL in seconds, or as 5m or 1h30m; default: the file's.")
  private @Nullable Integer ttl;

  @Option(
      names = "--weight",
      paramLabel = "WEIGHT",
      description = "Steering: weight of these addresses, a number, 'standby' or 'off'.")
  private @Nullable String weight;

  @Option(
      names = "--check",
      paramLabel = "CHECK",
      description = "Steering: the check of this name.")
  private @Nullable String check;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; the history shows it.")
  private @Nullable String reason;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  private RecordChangeCommand(PharosCommand top, Action action) {
    this.top = top;
    this.action = action;
  }

  /// Returns one command for each action.
  static List<RecordChangeCommand> all(PharosCommand top) {
    return List.of(
        new RecordChangeCommand(top, Action.ADD),
        new RecordChangeCommand(top, Action.SET),
        new RecordChangeCommand(top, Action.REMOVE));
  }

  /// Returns `add`, `set` or `remove`.
  String name() {
    return action.name().toLowerCase(Locale.ROOT);
  }

  /// Returns what the help says first.
  String description() {
    return switch (action) {
      case ADD -> "Add records to a name.";
      case SET -> "Make these the only records of their name and type.";
      case REMOVE -> "Remove records: some, all of a type, or all of a name.";
    };
  }

  @Override
  public Integer call() throws RefusedException {
    var request =
        new RecordsRequest(
            zone, action, name, type, data, ttl, weight, check, Author.ofThisProcess(), reason);
    return ChangePrint.print(top.console(), top.zones(zones -> zones.change(request)), json);
  }
}
