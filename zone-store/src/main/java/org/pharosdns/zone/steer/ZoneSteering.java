package org.pharosdns.zone.steer;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;

/// The steering file of one zone. Immutable.
public final class ZoneSteering {
  private final Path file;
  private final DnsName apex;
  private final Map<String, CheckTiming> timings;
  private final GeoNetworks geo;
  private final Set<DnsName> doubtful;
  private final Map<DnsName, SteeredName> names = new LinkedHashMap<>();

  /// @param timings by the name of the check; the constant checks `up` and `down` have none
  /// @param names at most one per owner, in the order of the file
  /// @param geo where the clients of rules with regions are
  /// @param doubtful the owners of those names of which not everything could be read
  public ZoneSteering(
      Path file,
      DnsName apex,
      Map<String, CheckTiming> timings,
      List<SteeredName> names,
      GeoNetworks geo,
      Set<DnsName> doubtful) {
    this.file = file;
    this.geo = geo;
    this.doubtful = Set.copyOf(doubtful);
    this.apex = apex;
    this.timings = Map.copyOf(timings);
    names.forEach(name -> this.names.put(name.owner(), name));
  }

  /// Returns the steering of a zone without a steering file: none.
  public static ZoneSteering none(Path file, DnsName apex) {
    return new ZoneSteering(file, apex, Map.of(), List.of(), GeoNetworks.NONE, Set.of());
  }

  /// Returns the file, which need not exist when nothing is steered.
  public Path file() {
    return file;
  }

  /// Returns the name of the zone.
  public DnsName apex() {
    return apex;
  }

  /// Returns the timing of each real check by its name.
  public Map<String, CheckTiming> timings() {
    return timings;
  }

  /// Returns where networks are, for rules with regions.
  GeoNetworks geo() {
    return geo;
  }

  /// Returns the steered names in the order of the file.
  public List<SteeredName> names() {
    return List.copyOf(names.values());
  }

  /// Returns the entry of `owner`, or null.
  public @Nullable SteeredName find(DnsName owner) {
    return names.get(owner);
  }

  /// Whether all that the file says of `owner` and of its checks could be read; it could in
  /// steering that is in force.
  boolean isWhole(DnsName owner) {
    return !doubtful.contains(owner);
  }

  /// Equal steering says the same at the same places, names in the same order.
  @Override
  public boolean equals(Object other) {
    return other instanceof ZoneSteering steering
        && steering.file.equals(file)
        && steering.apex.equals(apex)
        && steering.timings.equals(timings)
        && steering.names().equals(names())
        && steering.geo.equals(geo)
        && steering.doubtful.equals(doubtful);
  }

  @Override
  public int hashCode() {
    return Objects.hash(file, apex, timings, names);
  }
}
