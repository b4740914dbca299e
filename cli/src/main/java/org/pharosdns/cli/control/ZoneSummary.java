package org.pharosdns.cli.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One zone that a server serves, or would if its files had no errors.
///
/// @param name absolute, with its final dot
/// @param serial of the SOA; null: nothing of the zone is served
/// @param records in the zone file
/// @param steered names that its steering file steers
/// @param file the zone file
/// @param problems why its files on disk are not live; empty when they are
public record ZoneSummary(
    String name,
    @Nullable Long serial,
    int records,
    int steered,
    String file,
    List<String> problems) {
  /// One of which nothing is served.
  public static ZoneSummary unserved(String name, String file, List<String> problems) {
    return new ZoneSummary(name, null, 0, 0, file, problems);
  }

  /// Whether an old version at least is served.
  public boolean isServed() {
    return serial != null;
  }
}
