package org.pharosdns.cli.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.config.ConfigLoader;
import org.pharosdns.cli.config.Configuration;
import org.pharosdns.cli.config.SteeringFile;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.load.ZoneLoader;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.model.ZoneContents;
import org.pharosdns.zone.steer.SteeringValidator;
import org.pharosdns.zone.steer.ZoneRecords;
import org.pharosdns.zone.update.UpdateJournal;

/// A zone as its files say, sound: nothing of health in it.
record ZoneData(ZoneSource source, ZoneContents contents, SteeringFile steering) {
  /// What came of reading a zone.
  ///
  /// @param data null when a problem is an error
  record Read(ZoneSource source, @Nullable ZoneData data, List<Problem> problems) {}

  /// Reads and validates a zone and its steering.
  static Read read(ZoneSource source, Configuration configuration) {
    var loaded = ZoneLoader.load(source.file(), source.apex(), configuration.limits().zoneFiles());
    var steering = ConfigLoader.loadSteering(source.steering(), source.apex(), configuration);
    var problems = new ArrayList<>(loaded.problems());
    problems.addAll(steering.problems());
    var contents = loaded.contents();
    var file = steering.value();
    if (contents == null || file == null) {
      return new Read(source, null, problems);
    }
    contents = withUpdates(contents, source, configuration, problems);
    problems.addAll(SteeringValidator.validate(file.steering(), ZoneRecords.of(contents)));
    var sound = problems.stream().noneMatch(Problem::isError);
    return new Read(source, sound ? new ZoneData(source, contents, file) : null, problems);
  }

  /// Returns the records of the file with those changes in them that its journal has and it has
  /// not.
  private static ZoneContents withUpdates(
      ZoneContents contents,
      ZoneSource source,
      Configuration configuration,
      List<Problem> problems) {
    var journal = new UpdateJournal(configuration.server().state(), source.apex());
    if (!journal.exists()) {
      return contents;
    }
    try {
      var updated = UpdateJournal.replay(contents, journal.read());
      ZoneLoader.validate(updated, source.file(), configuration.limits().zoneFiles()).stream()
          .filter(Problem::isError)
          .map(problem -> problem.withHint("with the dynamic updates since the file was written"))
          .forEach(problems::add);
      return updated;
    } catch (IOException e) {
      problems.add(
          Problem.error(source.file(), 0, 0, "the journal of updates cannot be read: " + e));
      return contents;
    }
  }

  /// The name of the zone.
  DnsName apex() {
    return source.apex();
  }
}
