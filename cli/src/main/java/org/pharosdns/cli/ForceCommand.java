package org.pharosdns.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.ControlJson;
import org.pharosdns.cli.control.ForceRequest;
import org.pharosdns.cli.control.MemberState;
import org.pharosdns.cli.control.MemberStatus;
import org.pharosdns.cli.control.RefusedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/// `pharos up`, `pharos down` and `pharos drain`: an operator's word in place of the verdict.
@Command(
    footer = {
      "",
      "It is stored before the command returns, counts from the very next query, and survives a"
          + " restart. 'pharos auto' takes it back.",
      "",
      "Examples:  pharos drain 192.0.2.11 --reason 'new disk' --for 2h",
      "           pharos down www.example.com./192.0.2.11"
    })
final class ForceCommand implements Callable<Integer> {
  private final PharosCommand top;
  private final MemberState state;

  @Parameters(
      arity = "1..*",
      paramLabel = "WHAT",
      description = "An address, an owner name, OWNER/ADDRESS or a glob of addresses.")
  private List<String> what = List.of();

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; 'status' shows it.")
  private @Nullable String reason;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = DurationOption.class,
      description = "Take it back after this time: 90s, 10m, 1h30m.")
  private @Nullable Duration duration;

  @Option(
      names = "--allow-empty",
      description = "Even if a name is left without any member of its own.")
  private boolean allowEmpty;

  @Option(
      names = "--wait",
      description = "Return when no cache hands it out any more: it is safe to power off.")
  private boolean wait;

  @Option(names = "--json", description = "Print the members as 'status --json' does.")
  private boolean json;

  private ForceCommand(PharosCommand top, MemberState state) {
    this.top = top;
    this.state = state;
  }

  /// Returns one command for each state.
  static List<ForceCommand> all(PharosCommand top) {
    return List.of(
        new ForceCommand(top, MemberState.UP),
        new ForceCommand(top, MemberState.DOWN),
        new ForceCommand(top, MemberState.DRAIN));
  }

  /// Returns `up`, `down` or `drain`.
  String name() {
    return MemberTable.word(state);
  }

  /// Returns what the help says first.
  String description() {
    return switch (state) {
      case UP -> "Answer an endpoint whatever its checks say.";
      case DOWN -> "Take an endpoint out of the answers.";
      case DRAIN ->
          "Take an endpoint out of new answers, for good: not even fail-open brings it" + " back.";
    };
  }

  @Override
  public Integer call() throws RefusedException {
    var request =
        new ForceRequest(what, state, reason, Author.ofThisProcess(), duration, allowEmpty);
    if (wait && state == MemberState.UP) {
      throw new RefusedException("--wait is for down and drain");
    }
    var server = top.server();
    print(top.console(), server.force(request), json);
    var console = top.console();
    var says = json ? console.err() : console.out();
    return !wait || new ExposureWait(says, console.pause(), server, what).run() ? 0 : 1;
  }

  /// Prints members after a change.
  static void print(Console console, List<MemberStatus> members, boolean json) {
    if (json) {
      console.out().println(ControlJson.print(members));
    } else {
      MemberTable.lines(members, console.colour()).forEach(console.out()::println);
    }
  }

  /// Reads the value of `--for`.
  static final class DurationOption implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
      try {
        return DurationText.parse(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
