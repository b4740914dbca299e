package org.pharosdns.zone.compile;

import java.util.List;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.ZoneContents;
import org.pharosdns.zone.steer.SteeredRRset;

/// A zone as nodes in flat arrays, each with its answers in wire form. Immutable.
public final class CompiledZone {
  /// Compiles a zone.
  ///
  /// @param steered the steered RRsets of the zone; a node refers to one by its index in this list
  public static CompiledZone compile(ZoneContents contents, List<? extends SteeredRRset> steered) {
    throw new UnsupportedOperationException();
  }

  /// Returns the name of the zone.
  public DnsName apex() {
    throw new UnsupportedOperationException();
  }
}
