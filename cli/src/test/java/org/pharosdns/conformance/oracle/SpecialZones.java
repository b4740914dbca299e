package org.pharosdns.conformance.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.pharosdns.dns.wire.DnsName;

/// Zones made by hand for what chance does not hit: limits of length, the root.
final class SpecialZones {
  private SpecialZones() {}

  /// Names of 255 octets and of 127 labels, and DNAMEs that grow a name to 255 and to 256 octets.
  static GeneratedZone longNames() {
    var apex = DnsName.parse("l.");
    var zone = start(apex);
    var deep = apex;
    while (deep.labels() < 127) {
      deep = deep.child("1");
    }
    var longest = apex;
    while (longest.octets() + 64 <= 255) {
      longest = longest.child("l".repeat(63));
    }
    var almost = longest;
    longest = longest.child("m".repeat(254 - longest.octets()));
    zone.add(deep, "A", List.of("192.0.2.1"));
    zone.add(deep.parent().parent().child("*"), "TXT", List.of("\"deep wildcard\""));
    zone.add(longest, "A", List.of("192.0.2.2"));
    zone.add(longest, "MX", List.of("1 " + longest, "2 " + deep));
    zone.add(apex.child("tolongest"), "CNAME", List.of(longest.toString()));
    zone.add(apex.child("grow"), "DNAME", List.of(almost.toString()));
    zone.add(apex.child("loop"), "DNAME", List.of("x.loop.l."));
    zone.add(apex.child("self"), "DNAME", List.of("self.l."));
    var targets = new ArrayList<DnsName>();
    for (var total = 250; total <= 257; total++) {
      targets.add(apex.child("grow").child("g".repeat(total - 1 - almost.octets())));
    }
    targets.add(deep.parent().child("y"));
    targets.add(apex.child("self").child("x"));
    return zone.finish(targets);
  }

  /// Chains of 15, 16, 17 and more links, of CNAME and of DNAME.
  static GeneratedZone chains() {
    var apex = DnsName.parse("chains.test.");
    var zone = start(apex);
    for (var i = 1; i <= 20; i++) {
      zone.add(apex.child("c" + i), "CNAME", List.of("c" + (i - 1) + ".chains.test."));
      zone.add(apex.child("d" + i), "DNAME", List.of("d" + (i - 1) + ".chains.test."));
    }
    zone.add(apex.child("c0"), "A", List.of("192.0.2.1"));
    zone.add(apex.child("d0").child("x"), "A", List.of("192.0.2.2"));
    zone.add(apex.child("w").child("*"), "CNAME", List.of("c3.chains.test."));
    zone.add(apex.child("l").child("*"), "CNAME", List.of("a.l.chains.test."));
    var targets = new ArrayList<DnsName>();
    for (var i = 0; i <= 20; i++) {
      targets.add(apex.child("d" + i).child("x"));
    }
    targets.add(apex.child("d3").child("nothing"));
    return zone.finish(targets);
  }

  /// The root, with delegations, one of them to a zone that is served here too.
  static GeneratedZone root(List<GeneratedZone> served) {
    var zone = start(DnsName.ROOT);
    zone.add(DnsName.parse("com."), "NS", List.of("a.gtld.net.", "b.gtld.com."));
    zone.add(DnsName.parse("net."), "NS", List.of("a.gtld.net."));
    zone.add(DnsName.parse("a.gtld.net."), "A", List.of("192.0.2.3"));
    zone.add(DnsName.parse("b.gtld.com."), "AAAA", List.of("2001:db8::3"));
    zone.add(DnsName.parse("org."), "DNAME", List.of("com."));
    zone.add(DnsName.parse("alias."), "CNAME", List.of("."));
    zone.add(DnsName.parse("*."), "TXT", List.of("\"any other\""));
    served.stream()
        .limit(5)
        .forEach(child -> zone.add(child.apex(), "NS", List.of("ns1." + child.apex())));
    return zone.finish(List.of(DnsName.parse("x.com."), DnsName.parse("x.org.")));
  }

  private static ZoneText start(DnsName apex) {
    var zone = new ZoneText(apex, new Random(apex.hashCode()), new ZoneText.World());
    zone.add(apex, "SOA", List.of("ns1.example.net. host.example.net. 1 3600 600 86400 300"));
    zone.add(apex, "NS", List.of("ns1." + (apex.isRoot() ? "" : apex)));
    zone.add(apex.child("ns1"), "A", List.of("127.0.0.1"));
    return zone;
  }
}
