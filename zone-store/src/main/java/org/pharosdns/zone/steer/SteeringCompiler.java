package org.pharosdns.zone.steer;

import java.util.List;

/// Makes steered RRsets from a steering file, the zone's records and the health of one moment.
public final class SteeringCompiler {
  private SteeringCompiler() {}

  /// Returns every address of every steered RRset of a zone: what must be probed.
  public static List<SteeredMember> members(ZoneSteering steering, ZoneRecords records) {
    throw new UnsupportedOperationException();
  }

  /// Compiles all steered RRsets of a zone, in the order of the steering file, A before AAAA. The
  /// order and number are the same for the same steering and records, whatever the health.
  public static List<CompiledSteering> compile(
      ZoneSteering steering, ZoneRecords records, HealthView health) {
    throw new UnsupportedOperationException();
  }
}
