package org.pharosdns.cli.config;

import java.util.Map;
import org.pharosdns.zone.steer.ZoneSteering;

/// What a zone's steering file says.
///
/// @param checks every check that its names may use, by name: its own and those of `pharos.toml`
public record SteeringFile(ZoneSteering steering, Map<String, CheckDefinition> checks) {
  /// Copies the map.
  public SteeringFile {
    checks = Map.copyOf(checks);
  }
}
