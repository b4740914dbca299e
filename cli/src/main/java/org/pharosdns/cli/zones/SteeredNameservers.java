package org.pharosdns.cli.zones;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.steer.SteeredName;
import org.pharosdns.zone.steer.ZoneRecords;

/// Finds steered names that serve another zone of this server, or are glue there. In their own zone
/// that is an error; over zones, which come and go one by one, it is a warning.
public final class SteeredNameservers {
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
  public static void warn(Map<DnsName, ZoneData.Read> reads) {
    var nameservers = new SteeredNameservers(reads);
    if (nameservers.zones.values().stream().allMatch(SteeredNameservers::isUnsteered)) {
      return;
    }
    nameservers.zones.values().forEach(nameservers::look);
    nameservers.found.forEach(
        (apex, warnings) -> reads.computeIfPresent(apex, (key, read) -> with(read, warnings)));
  }

  private static boolean isUnsteered(ZoneData zone) {
    return zone.steering().steering().names().isEmpty();
  }

  private void look(ZoneData serving) {
    ZoneRecords.of(serving.contents())
        .forEachOfTypes(
            type -> type == RecordType.NS,
            rrset -> {
              for (var rdata : rrset.rdata()) {
                look(DnsName.ofWire(rdata, 0), rrset.owner(), serving.apex());
              }
            });
  }

  /// @param served the owner of the NS record, in the zone `apex`
  private void look(DnsName host, DnsName served, DnsName apex) {
    var zone = zoneOf(host);
    if (zone == null || zone.apex().equals(apex) || isUnsteered(zone)) {
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

  /// The zone with the longest name wins.
  private @Nullable ZoneData zoneOf(DnsName host) {
    for (var apex = host; ; apex = apex.parent()) {
      var zone = zones.get(apex);
      if (zone != null || apex.isRoot()) {
        return zone;
      }
    }
  }

  private static @Nullable SteeredName steered(DnsName host, ZoneData zone) {
    var wildcard = ZoneRecords.of(zone.contents()).wildcardFor(host, zone.apex());
    return zone.steering().steering().find(wildcard == null ? host : wildcard);
  }

  private static ZoneData.Read with(ZoneData.Read read, Set<Problem> warnings) {
    var problems = new ArrayList<>(read.problems());
    problems.addAll(List.copyOf(warnings));
    return new ZoneData.Read(read.source(), read.data(), problems);
  }
}
