package org.pharosdns.cli.zones;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.config.Configuration;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.update.UpdateJournal;

/// A change of a zone that was cut off and cannot be completed now: some of its files may have it,
/// and others not.
///
/// @param why it cannot
/// @param rest what those that do not have it would hold, by path without symbolic links, nothing
///     for one that is to go; null where nobody knows
public record CutOff(String why, @Nullable Map<Path, byte[]> rest) {
  /// Returns what keeps the files of a zone from being live, and what is wrong with the whole.
  ///
  /// @param whole as it was read
  public List<Problem> problems(ZoneData.Read whole) {
    return Stream.concat(Stream.of(problem(whole.source())), whole.problems().stream())
        .distinct()
        .toList();
  }

  /// Reads the zone as its files would be with the whole change; half of it is as good as nothing.
  ///
  /// @param journal of the dynamic updates that they would not have yet
  ZoneData.Read read(ZoneSource source, Configuration configuration, UpdateJournal journal) {
    if (rest == null) {
      return ZoneData.Read.unread(source, problem(source));
    }
    var zone = rest.get(source.file().toAbsolutePath());
    if (zone != null && zone.length == 0) {
      var deleted = Problem.error(source.file(), 0, 0, "the zone is being deleted");
      return ZoneData.Read.unread(source, deleted);
    }
    return ZoneData.read(source, configuration, rest, journal);
  }

  private Problem problem(ZoneSource source) {
    return Problem.error(source.file(), 0, 0, why)
        .withHint("each reload tries to complete it, and so does each change of the zone");
  }
}
