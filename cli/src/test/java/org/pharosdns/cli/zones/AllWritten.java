package org.pharosdns.cli.zones;

import java.util.Map;
import org.pharosdns.cli.config.Configuration;
import org.pharosdns.zone.update.UpdateJournals;

/// Zones of which no change was cut off.
public final class AllWritten {
  private AllWritten() {}

  /// Returns what is not in the files of such zones: dynamic updates.
  public static Unwritten of(Configuration configuration) {
    return new Unwritten(Map.of(), new UpdateJournals(configuration.server().state()));
  }
}
