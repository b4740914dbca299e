package org.pharosdns.zone.steer;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;

/// The steering file of one zone.
///
/// @param timings by the name of the check; the constant checks `up` and `down` have none
/// @param names at most one per owner, in the order of the file
public record ZoneSteering(
    Path file, DnsName apex, Map<String, CheckTiming> timings, List<SteeredName> names) {
  /// Copies map and list.
  public ZoneSteering {
    timings = Map.copyOf(timings);
    names = List.copyOf(names);
  }

  /// Returns the steering of a zone without a steering file: none.
  public static ZoneSteering none(Path file, DnsName apex) {
    return new ZoneSteering(file, apex, Map.of(), List.of());
  }

  /// Returns the entry of `owner`, or null.
  public @Nullable SteeredName find(DnsName owner) {
    for (var name : names) {
      if (name.owner().equals(owner)) {
        return name;
      }
    }
    return null;
  }
}
