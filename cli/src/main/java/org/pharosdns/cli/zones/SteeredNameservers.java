package org.pharosdns.cli.zones;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.model.ZoneContents;
import org.pharosdns.zone.steer.SteeredName;
import org.pharosdns.zone.steer.ZoneRecords;

/// Finds steered names that serve another zone of this server, or are glue there. In their own zone
/// that is an error; over zones, which come and go one by one, it is a warning.
final class SteeredNameservers {
  private final Map<DnsName, ZoneData> zones = new HashMap<>();
  private final Map<DnsName, Set<Problem>> found = new HashMap<>();

  private SteeredNameservers(Map<DnsName, ZoneData.Read> reads) {
    reads.forEach(
        (apex, read) -> {
          if (read.data() != null) {
            zones.put(apex, read.data());
          }
        });
  }

  /// Adds the warnings to the problems of the zones that steer such names.
  static void warn(Map<DnsName, ZoneData.Read> reads) {
    var nameservers = new SteeredNameservers(reads);
    nameservers.zones.values().forEach(nameservers::look);
    nameservers.found.forEach(
        (apex, warnings) ->
            reads.computeIfPresent(apex, (key, read) -> read.with(read.data(), warnings)));
  }

  /// Goes through a zone that could be served by names that another one steers.
  private void look(ZoneData serving) {
    if (zones.values().stream()
        .noneMatch(zone -> !zone.apex().equals(serving.apex()) && zone.isSteered())) {
      return;
    }
    var at = serving.contents().cursor();
    while (at.nextOwner()) {
      if ((at.flags() & ZoneContents.HAS_TARGET) != 0) {
        while (at.nextRecord()) {
          if (at.type() == RecordType.NS) {
            look(DnsName.ofWire(at.octets(), at.rdataFrom()), at.ownerName(), serving.apex());
          }
        }
      }
    }
  }

  /// @param served the owner of the NS record, in the zone `apex`
  private void look(DnsName host, DnsName served, DnsName apex) {
    var zone = host.nearestIn(zones);
    if (zone == null || zone.apex().equals(apex) || !zone.isSteered()) {
      return;
    }
    var steered = steered(host, zone);
    if (steered != null) {
      found
          .computeIfAbsent(zone.apex(), any -> new LinkedHashSet<>())
          .add(
              steered
                  .places()
                  .table()
                  .warning(
                      "%s is a nameserver of %s and should not be steered".formatted(host, served))
                  .withHint("resolvers keep addresses of nameservers in ways of their own"));
    }
  }

  private static @Nullable SteeredName steered(DnsName host, ZoneData zone) {
    var wildcard = ZoneRecords.of(zone.contents()).wildcardFor(host, zone.apex());
    return zone.steering().steering().find(wildcard == null ? host : wildcard);
  }
}
