package org.pharosdns.conformance.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.pharosdns.dns.wire.DnsName;

/// Makes worlds: small groups of zones (a parent, sometimes children, sometimes a sibling) that
/// refer to each other and hit every case of RFC 1034 section 4.3.2.
final class ZoneGenerator {
  private static final List<String> LABELS =
      List.of("a", "b", "c", "a", "b", "*", "*", "ns", "www", "_tcp", "A-b");
  private static final List<String> STRANGE =
      List.of(
          "a\\.b", "\\@", "x\\032y", "\\000", "\\200\\255", "\\*x", "**", "a".repeat(63), "\\;");

  private final Random random;
  private final List<DnsName> apexes = new ArrayList<>();
  private final ZoneText.World world = new ZoneText.World();
  private final List<DnsName> targets = new ArrayList<>();
  private List<DnsName> pool = new ArrayList<>();

  private ZoneGenerator(long seed) {
    random = new Random(new SplittableRandom(seed).nextLong());
  }

  /// Returns the zones of world `number`: one to four.
  static List<GeneratedZone> world(long seed, int number) {
    return new ZoneGenerator(seed * 1_000_003 + number).zones("w" + number);
  }

  private List<GeneratedZone> zones(String unique) {
    var parent = DnsName.parse(apexPattern().replace("W", unique));
    apexes.add(parent);
    while (random.nextInt(100) < 45 && apexes.size() < 4) {
      var above = apexes.get(random.nextInt(apexes.size()));
      var sibling = random.nextInt(3) == 0;
      var apex = sibling ? DnsName.parse("sibling" + apexes.size() + unique + ".") : below(above);
      if (!apexes.contains(apex) && !apex.isWildcard()) {
        apexes.add(apex);
      }
    }
    return apexes.stream().map(this::zone).toList();
  }

  private String apexPattern() {
    return switch (random.nextInt(8)) {
      case 0 -> "W.";
      case 1 -> "1.2.3.4.5.6.7.W.test.";
      case 2 -> "a\\.b.W.test.";
      case 3 -> "W.2.0.192.in-addr.arpa.";
      case 4 -> "a.W.a.test.";
      default -> "W.test.";
    };
  }

  private GeneratedZone zone(DnsName apex) {
    var zone = new ZoneText(apex, random, world);
    targets.clear();
    pool = names(apex);
    soa(zone, apex);
    if (random.nextInt(14) == 0) {
      zone.add(apex, "NS", List.of("ns.example.net."));
      redirection(zone, apex, apex);
    } else {
      var server = apex.child("ns1");
      zone.add(server, "A", List.of("127.0.0.1"));
      zone.add(apex, "NS", List.of(server.toString(), "ns.example.net."));
      apexes.stream()
          .filter(other -> !other.equals(apex) && other.isAtOrBelow(apex) && random.nextInt(3) > 0)
          .forEach(child -> delegation(zone, child));
      pool.forEach(name -> fill(zone, apex, name));
    }
    return zone.finish(targets);
  }

  private List<DnsName> names(DnsName apex) {
    var names = new ArrayList<>(List.of(apex));
    var wanted = random.nextInt(6, 26);
    for (var tries = 0; names.size() < wanted && tries < 200; tries++) {
      var above = random.nextInt(5) < 2 ? apex : names.get(random.nextInt(names.size()));
      var name = below(above);
      if (!names.contains(name)) {
        names.add(name);
      }
    }
    return names;
  }

  private DnsName below(DnsName above) {
    var from = random.nextInt(9) == 0 ? STRANGE : LABELS;
    var label = from.get(random.nextInt(from.size()));
    var path = random.nextInt(4) == 0 ? label + ".b" : label;
    return above.octets() > 180 ? above : DnsName.parse(path, above);
  }

  private void soa(ZoneText zone, DnsName apex) {
    var minimum = List.of("0", "60", "300", "86400").get(random.nextInt(4));
    var serial = random.nextInt(1, 1 << 30);
    zone.add(
        apex,
        "SOA",
        List.of(
            "ns1.example.net. Host\\.Master.example.net. %d 3600 600 86400 %s"
                .formatted(serial, minimum)));
  }

  private void fill(ZoneText zone, DnsName apex, DnsName name) {
    switch (random.nextInt(20)) {
      case 0, 1, 2 -> zone.add(name, "CNAME", List.of(target().toString()));
      case 3, 4 -> redirection(zone, apex, name);
      case 5, 6, 7 -> delegation(zone, name);
      case 8 -> many(zone, name);
      case 9 -> {
        zone.add(name, "A", rdata("A", 2));
        redirection(zone, apex, name);
      }
      default -> {
        zone.add(name, "A", rdata("A", random.nextInt(1, 4)));
        for (var i = random.nextInt(5); i > 0; i--) {
          var type = RdataGenerator.TYPES.get(random.nextInt(RdataGenerator.TYPES.size()));
          zone.add(name, type, rdata(type, random.nextInt(1, 4)));
        }
      }
    }
  }

  /// Adds a DNAME, unless a zone served beside this one is below it: NSD takes that for data below.
  private void redirection(ZoneText zone, DnsName apex, DnsName name) {
    if (apexes.stream().noneMatch(other -> !other.equals(apex) && other.isAtOrBelow(name))) {
      zone.add(name, "DNAME", List.of(target().toString()));
    }
  }

  private void many(ZoneText zone, DnsName name) {
    var type = List.of("A", "AAAA", "TXT", "MX").get(random.nextInt(4));
    zone.add(name, type, rdata(type, random.nextInt(15, 70)));
  }

  private List<String> rdata(String type, int count) {
    var generator = new RdataGenerator(random, this::target);
    var all = new ArrayList<String>();
    for (var i = 0; i < count; i++) {
      all.add(generator.of(type));
    }
    return all;
  }

  private void delegation(ZoneText zone, DnsName cut) {
    var servers = new ArrayList<String>();
    var count = random.nextInt(12) == 0 ? 13 : random.nextInt(1, 4);
    for (var i = 0; i < count; i++) {
      var server = random.nextInt(3) == 0 ? target() : cut.child("ns" + i);
      servers.add(server.toString());
      if (random.nextInt(5) > 0) {
        zone.add(server, "A", rdata("A", 1 + random.nextInt(2)));
        zone.add(server, "AAAA", rdata("AAAA", random.nextInt(1, 3)));
      }
    }
    var added = zone.add(cut, "NS", servers);
    if (added && random.nextInt(3) == 0) {
      zone.add(cut, "DS", rdata("DS", 1));
    }
  }

  private DnsName target() {
    var target = freshTarget();
    targets.add(target);
    return target;
  }

  private DnsName freshTarget() {
    var somewhere = pool.get(random.nextInt(pool.size()));
    return switch (random.nextInt(12)) {
      case 0 -> DnsName.parse("out.example.net.");
      case 1 -> below(apexes.get(random.nextInt(apexes.size())));
      case 2 -> DnsName.parse("nothing-here", pool.getFirst());
      case 3, 4 -> below(somewhere);
      case 5 -> random.nextInt(4) == 0 ? DnsName.ROOT : somewhere;
      default -> somewhere;
    };
  }
}
