package org.pharosdns.cli.change;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pharosdns.cli.config.Configuration;
import org.pharosdns.cli.control.Reason;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.zones.FileStamp;
import org.pharosdns.cli.zones.ZoneData;
import org.pharosdns.cli.zones.ZoneSource;
import org.pharosdns.zone.model.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A zone that is read before its file is there: under a name that is no zone file's, for a file
/// must exist to be read.
final class ZoneTrial {
  private static final Logger LOG = LoggerFactory.getLogger(ZoneTrial.class);

  private ZoneTrial() {}

  /// Returns the zone as it will be once its file holds `text`.
  ///
  /// @param others what files beside it will hold
  /// @throws RefusedException when it would have errors
  static ZoneData of(
      ZoneSource source, byte[] text, Map<Path, byte[]> others, Configuration configuration)
      throws RefusedException {
    var trial = FileChange.draft(source.file());
    try {
      Files.write(trial, new byte[0]);
      var drafts = new LinkedHashMap<Path, byte[]>(others);
      drafts.put(trial.toRealPath(), text);
      var trialSource = new ZoneSource(source.apex(), trial, source.steering());
      var read = ZoneData.read(trialSource, configuration, drafts);
      var checked = sound(read, trial, source.file());
      var stamps = new ArrayList<FileStamp>();
      stamps.add(FileStamp.ofDraft(source.file().toAbsolutePath(), text));
      stamps.addAll(checked.stamps().subList(1, checked.stamps().size()));
      var warnings = named(checked.warnings(), trial, source.file());
      return new ZoneData(source, checked.contents(), checked.steering(), stamps, warnings);
    } catch (IOException e) {
      throw new RefusedException("the zone file cannot be written: " + Reason.of(e));
    } finally {
      deleteQuietly(trial);
    }
  }

  private static ZoneData sound(ZoneData.Read read, Path trial, Path file) throws RefusedException {
    try {
      return ZoneChanges.sound(read);
    } catch (RefusedException e) {
      throw new RefusedException(
          e.problems().stream()
              .map(each -> each.replace(trial.toString(), file.toString()))
              .toList());
    }
  }

  /// Says of `file` what was said of `trial`.
  private static List<Problem> named(List<Problem> problems, Path trial, Path file) {
    return problems.stream()
        .map(each -> each.file().equals(trial) ? each.withFile(file) : each)
        .toList();
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("{} stays behind: {}", file, Reason.of(e));
    }
  }
}
