package org.pharosdns.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ZonesApi.UndoRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/// `pharos zone undo`.
@Command(
    description = "Take back the last change of a zone, or the one with an id, by a new change.",
    footer = {"", "It is refused when the zone is no longer as that change left it."})
final class ZoneUndoCommand implements Callable<Integer> {
  private final PharosCommand top;

  @Parameters(index = "0", paramLabel = "ZONE", description = "The zone.")
  private String zone = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "ID",
      converter = ChangeId.class,
      description = "As 'pharos zone history' lists it; default: the last.")
  private @Nullable Integer id;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; the history shows it.")
  private @Nullable String reason;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  ZoneUndoCommand(PharosCommand top) {
    this.top = top;
  }

  @Override
  public Integer call() throws RefusedException {
    var request = new UndoRequest(zone, id, Author.ofThisProcess(), reason);
    return ChangePrint.print(top.console(), top.zones(zones -> zones.undo(request)), json);
  }

  /// Reads an ID.
  static final class ChangeId implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      try {
        return Integer.valueOf(value);
      } catch (NumberFormatException e) {
        throw new TypeConversionException(
            "'" + value + "' is no ID of a change; 'pharos zone history ZONE' lists them");
      }
    }
  }
}
