package org.pharosdns.zone.serve;

import java.util.List;
import org.pharosdns.zone.compile.CompiledZone;
import org.pharosdns.zone.steer.SteeredRRset;

/// A zone as it is answered right now.
///
/// @param steered the steered RRsets by the index that the compiled zone knows them by
public record ServedZone(CompiledZone zone, List<SteeredRRset> steered) {
  /// Copies the list.
  public ServedZone {
    steered = List.copyOf(steered);
  }
}
