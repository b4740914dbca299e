package org.pharosdns.cli.control;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.logging.LogQueue;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/// What a reload did.
///
/// @param zones every zone served now or before, by name
/// @param problems what concerns no single zone, such as an error in pharos.toml
/// @param warnings what pharos.toml says that only a restart puts in force, and what is written for
///     zones that are not there; nothing of it when single zones were reloaded
public record ReloadReport(List<Zone> zones, List<String> problems, List<String> warnings) {

  /// Whether everything on disk is live now.
  public boolean complete() {
    return problems.isEmpty() && zones.stream().noneMatch(zone -> zone.outcome() == Outcome.KEPT);
  }

  /// Tells the log of every problem: as errors what keeps files from being live, else as warnings.
  /// It knows the warnings already.
  public void logTo(Logger log) {
    problems.forEach(problem -> log.error(LogQueue.EACH, "reload: {}", problem));
    for (var zone : zones) {
      var level = zone.outcome() == Outcome.KEPT ? Level.ERROR : Level.WARN;
      zone.problems()
          .forEach(
              problem -> log.atLevel(level).addMarker(LogQueue.EACH).log("reload: {}", problem));
    }
  }

  /// What a reload did to one zone.
  ///
  /// @param serial of what is served now, or null when nothing is
  /// @param problems errors and warnings as `file:line:column: ...`
  public record Zone(String name, Outcome outcome, @Nullable Long serial, List<String> problems) {}

  /// What became of a zone.
  public enum Outcome {
    /// New on this server.
    ADDED,
    /// Its changed files are live.
    CHANGED,
    /// Its files are as they were.
    UNCHANGED,
    /// Its files are refused, its old data stays live.
    KEPT,
    /// Its files are gone, it is no longer served.
    REMOVED
  }
}
