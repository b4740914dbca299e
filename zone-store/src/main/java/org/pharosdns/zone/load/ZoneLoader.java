package org.pharosdns.zone.load;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.NoRoomException;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.model.ZoneContents;
import org.pharosdns.zone.model.ZoneContentsBuilder;

/// Reads a master file (RFC 1035 section 5) and validates the zone in it.
public final class ZoneLoader {
  /// Records take about as many octets in memory as in text.
  private static final int TEXT_OCTETS_PER_RECORD = 24;

  private static final long MAX_OCTETS = Integer.MAX_VALUE - 16;

  private ZoneLoader() {}

  /// What came of loading.
  ///
  /// @param readable what could be read, however wrong; null when the file cannot be read
  /// @param unread the owners that may have more than that
  /// @param problems errors and warnings in file order
  /// @param files every file that was read, the zone file first; empty when it cannot be read
  /// @param missing files that it includes and that cannot be read, as they are named; the first
  ///     hundred
  public record Result(
      @Nullable ZoneContents readable,
      UnreadOwners unread,
      List<Problem> problems,
      List<ZoneFile> files,
      Set<Path> missing) {
    /// Returns the zone; null when a problem is an error.
    public @Nullable ZoneContents contents() {
      return problems.stream().anyMatch(Problem::isError) ? null : readable;
    }
  }

  /// Loads `file` as the zone `apex`. `$INCLUDE` stays inside the folder of `file`. Never throws
  /// for what the file says or for a file that cannot be read.
  public static Result load(Path file, DnsName apex, LoadLimits limits) {
    return load(file, apex, limits, Map.of());
  }

  /// Loads `file` as it would be with other octets in some of its files.
  ///
  /// @param drafts by the real path of each file that exists
  public static Result load(Path file, DnsName apex, LoadLimits limits, Map<Path, byte[]> drafts) {
    return load(file, apex, limits, drafts, true);
  }

  /// @param takesLines as for {@link ZoneReader}
  static Result load(
      Path file, DnsName apex, LoadLimits limits, Map<Path, byte[]> drafts, boolean takesLines) {
    var problems = new ProblemList(file);
    var files = new ZoneFiles(file, limits, problems, drafts);
    try {
      return read(files.openZone(), files, apex, limits, problems, takesLines);
    } catch (BadText bad) {
      problems.error(ProblemList.NOWHERE, bad.message(), bad.hint());
    } catch (NoRoomException e) {
      problems.error(ProblemList.NOWHERE, e.message(), NoRoomException.HINT);
    }
    return new Result(null, UnreadOwners.NONE, problems.problems(), files.files(), Set.of());
  }

  /// Returns what is wrong with records that came from elsewhere than a master file.
  ///
  /// @param file shown as the place of every problem
  public static List<Problem> validate(ZoneContents contents, Path file, LoadLimits limits) {
    var problems = new ProblemList(file);
    new ZoneValidator(contents, limits, problems, new RecordPlaces(0, limits.room())).validate();
    return problems.problems();
  }

  /// Returns what is wrong with the records of each owner by itself, whatever else is in the zone.
  ///
  /// @param file shown as the place of every problem
  public static List<Problem> validateOwners(ZoneContents some, Path file, LoadLimits limits) {
    var problems = new ProblemList(file);
    new ZoneValidator(some, limits, problems, new RecordPlaces(0, limits.room())).validateOwners();
    return problems.problems();
  }

  private static Result read(
      Source source,
      ZoneFiles files,
      DnsName apex,
      LoadLimits limits,
      ProblemList problems,
      boolean takesLines) {
    var octets = source.octets().length;
    var room = limits.room();
    var expected = (int) Math.min(octets * 4L / 3, MAX_OCTETS);
    var zone = new ZoneContentsBuilder(apex, expected, room);
    var places = new RecordPlaces(octets / TEXT_OCTETS_PER_RECORD + 16, room);
    var reader = new ZoneReader(source, apex, limits, problems, files, zone, places, takesLines);
    reader.read();
    var contents = zone.build();
    new ZoneValidator(contents, limits, problems, places).validate();
    return new Result(
        contents, reader.unread(contents), problems.problems(), files.files(), files.missing());
  }
}
