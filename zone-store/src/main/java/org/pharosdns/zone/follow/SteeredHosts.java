package org.pharosdns.zone.follow;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.steer.Address;

/// What is steered at any host, in whatever zone of this server. Made anew whenever other zones
/// come into force.
public final class SteeredHosts {
  private final Map<DnsName, SteeredTargets> zones = new HashMap<>();
  private boolean nothing = true;

  /// @param zones all that are in force, those without steering as well: they hide what a zone
  ///     above them says of their names
  public SteeredHosts(Iterable<SteeredTargets> zones) {
    for (var zone : zones) {
      this.zones.put(zone.apex(), zone);
      nothing &= zone.isEmpty();
    }
  }

  /// Whether nothing is steered in any zone.
  public boolean areNone() {
    return nothing;
  }

  /// Returns the steered RRsets at a host; none when it has addresses that are not steered, or is
  /// in no zone of ours.
  List<SteeredSource> at(DnsName host) {
    var zone = host.nearestIn(zones);
    return zone == null ? List.of() : zone.at(host);
  }

  /// Whether an address is one of the steered RRset's.
  boolean hasAddress(SteeredSource source, Address address) {
    var zone = zones.get(source.apex());
    return zone != null && zone.hasAddress(source.index(), address);
  }

  /// Returns the longest that anyone may keep a copy of a steered RRset, in seconds.
  int mostTtlSeconds(SteeredSource source) {
    var zone = zones.get(source.apex());
    return zone == null ? Integer.MAX_VALUE : zone.mostTtlSeconds(source.index());
  }
}
