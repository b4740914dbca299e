package org.pharosdns.conformance.oracle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pharosdns.conformance.TypeNames;
import org.pharosdns.dns.wire.DnsName;

/// A zone under construction: takes RRsets and refuses those that no server would load beside the
/// ones it has.
final class ZoneText {
  private static final int[] TTLS = {0, 1, 60, 300, 3600, 86400};

  private final DnsName apex;
  private final Random random;
  private final Map<DnsName, Map<String, List<String>>> owners = new LinkedHashMap<>();
  private final World world;

  /// What the zones of a world must not do to each other: NSD takes data of one zone below a DNAME
  /// of another for an error.
  record World(Set<DnsName> owners, Set<DnsName> redirected) {
    World() {
      this(new HashSet<>(), new HashSet<>());
    }
  }

  ZoneText(DnsName apex, Random random, World world) {
    this.apex = apex;
    this.random = random;
    this.world = world;
  }

  /// Adds an RRset and returns whether it fits: below the apex, not below a DNAME (RFC 6672 section
  /// 2.4), not beside a CNAME (RFC 2181 section 10.1), no second RRset of its type.
  boolean add(DnsName owner, String type, List<String> rdata) {
    var there = owners.getOrDefault(owner, Map.of());
    var alone = type.equals("CNAME");
    var redirects = type.equals("DNAME");
    if (!owner.isAtOrBelow(apex)
        || there.containsKey("CNAME")
        || there.containsKey(type)
        || (alone && !there.isEmpty())
        || isBelowRedirected(owner)
        || (redirects && (owner.isWildcard() || hasDescendants(owner)))
        || (type.equals("NS") && owner.isWildcard())) {
      return false;
    }
    if (redirects) {
      world.redirected.add(owner);
    }
    world.owners.add(owner);
    owners
        .computeIfAbsent(owner, name -> new LinkedHashMap<>())
        .put(type, new ArrayList<>(new HashSet<>(rdata)));
    return true;
  }

  private boolean isBelowRedirected(DnsName owner) {
    return world.redirected.stream()
        .anyMatch(name -> !owner.equals(name) && owner.isAtOrBelow(name));
  }

  private boolean hasDescendants(DnsName owner) {
    return world.owners.stream().anyMatch(name -> !owner.equals(name) && name.isAtOrBelow(owner));
  }

  /// Returns the zone with its master file: SOA first, then RRsets in the order they were added,
  /// letters in mixed case.
  GeneratedZone finish(List<DnsName> targets) {
    var text = new StringBuilder();
    SortedMap<DnsName, List<Integer>> types = new TreeMap<>();
    owners.forEach(
        (owner, rrsets) -> {
          types.put(owner, rrsets.keySet().stream().map(TypeNames::number).toList());
          rrsets.forEach((type, rdata) -> append(text, owner, type, rdata));
        });
    return new GeneratedZone(apex, text.toString(), types, targets);
  }

  private void append(StringBuilder text, DnsName owner, String type, List<String> rdata) {
    var ttl = TTLS[random.nextInt(TTLS.length)];
    for (var data : rdata) {
      text.append(mixedCase(owner)).append('\t').append(ttl).append("\tIN\t");
      text.append(type).append('\t').append(data).append('\n');
    }
  }

  private String mixedCase(DnsName name) {
    var text = name.toString();
    var upperCase = random.nextInt(4) == 0;
    var mixed = new StringBuilder();
    for (var i = 0; i < text.length(); i++) {
      var letter = text.charAt(i);
      mixed.append(upperCase && random.nextBoolean() ? Character.toUpperCase(letter) : letter);
    }
    return mixed.toString();
  }
}
