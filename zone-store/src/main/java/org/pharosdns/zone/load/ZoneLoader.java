package org.pharosdns.zone.load;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.model.ZoneContents;

/// Reads a master file (RFC 1035 section 5) and validates the zone in it.
public final class ZoneLoader {
  private ZoneLoader() {}

  /// What came of loading.
  ///
  /// @param contents the zone; null when a problem is an error
  /// @param problems errors and warnings in file order
  public record Result(@Nullable ZoneContents contents, List<Problem> problems) {}

  /// Loads `file` as the zone `apex`. `$INCLUDE` stays inside the folder of `file`. Never throws
  /// for what the file says or for a file that cannot be read.
  public static Result load(Path file, DnsName apex, LoadLimits limits) {
    throw new UnsupportedOperationException();
  }
}
