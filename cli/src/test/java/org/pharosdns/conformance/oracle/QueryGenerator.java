package org.pharosdns.conformance.oracle;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.pharosdns.conformance.Ask;
import org.pharosdns.dns.wire.DnsName;

/// Makes questions for a zone: names at, above, below and beside every node, every type at it and
/// others, with EDNS, header flags and transports mixed in.
final class QueryGenerator {
  private static final int[] TYPES = {
    1, 2, 5, 6, 12, 15, 16, 28, 33, 39, 43, 65, 255, 65280, 46, 99
  };
  private static final int[] RARE = {
    0, 41, 128, 249, 250, 253, 254, 3, 10, 24, 47, 48, 65535, 64999
  };
  private static final List<String> BELOW =
      List.of("a", "*", "x", "b", "\\000", "www", "a.b", "q.*");

  private final GeneratedZone zone;
  private final Random random;
  private final StrangeQuestions strange;

  QueryGenerator(GeneratedZone zone, long seed) {
    this.zone = zone;
    this.random = new Random(seed ^ zone.apex().toString().hashCode());
    this.strange = new StrangeQuestions(random);
  }

  /// Returns `count` questions; the plain ones for what stands in the zone first.
  List<Ask> questions(int count) {
    var all = new LinkedHashSet<Ask>();
    zone.types().forEach((name, types) -> types.forEach(type -> all.add(dressed(name, type))));
    var names = List.copyOf(names());
    for (var tries = 0; all.size() < count && tries < count * 20; tries++) {
      var name = names.get(random.nextInt(names.size()));
      all.add(dressed(name, type(name)));
    }
    return all.stream().limit(count).toList();
  }

  private int type(DnsName name) {
    var there = zone.types().getOrDefault(name, List.of());
    if (!there.isEmpty() && random.nextInt(3) == 0) {
      return there.get(random.nextInt(there.size()));
    }
    var from = random.nextInt(40) == 0 ? RARE : TYPES;
    return random.nextInt(4) == 0 ? 1 : from[random.nextInt(from.length)];
  }

  private Set<DnsName> names() {
    var names = new LinkedHashSet<DnsName>();
    for (var owner : zone.types().keySet()) {
      addAround(names, owner);
    }
    zone.targets().forEach(target -> addAround(names, target));
    return names;
  }

  private void addAround(Set<DnsName> names, DnsName name) {
    names.add(name);
    BELOW.forEach(label -> addBelow(names, name, label));
    if (!name.isRoot()) {
      addBelow(names, name.parent(), "zz");
      addBelow(names, name.parent(), "Beside." + "a");
    }
    for (var above = name; !above.isRoot() && above.isAtOrBelow(zone.apex()); ) {
      above = above.parent();
      names.add(above);
    }
  }

  private static void addBelow(Set<DnsName> names, DnsName name, String label) {
    var octets = name.octets() + DnsName.parse(label).octets() - 1;
    if (octets <= DnsName.MAX_OCTETS) {
      names.add(DnsName.parse(label, name));
    }
  }

  private Ask dressed(DnsName name, int type) {
    var ask = Ask.of(random.nextInt(5) == 0 ? mixedCase(name) : name, type);
    ask =
        switch (random.nextInt(8)) {
          case 0 -> ask.payload(512);
          case 1, 2 -> ask.payload(1232);
          case 3 -> ask.payload(4096);
          case 4 -> ask.payload(1232).edns(0, 0x8000, "");
          case 5 -> rareEdns(ask.payload(1400));
          default -> ask;
        };
    ask = random.nextInt(12) == 0 ? ask.flags(rareFlags()) : ask;
    if (random.nextInt(33) == 0) {
      return strange.of(ask);
    }
    return random.nextInt(10) == 0 ? ask.overTcp() : ask;
  }

  private Ask rareEdns(Ask ask) {
    return switch (random.nextInt(12)) {
      case 0 -> ask.edns(1, 0, "");
      case 1 -> ask.edns(0, 0x0040, "");
      case 2 -> ask.edns(0, 0, "ffdc0000");
      case 3 -> ask.edns(0, 0x8000, "ffdc00020102");
      case 4 -> ask.payload(0);
      default -> ask;
    };
  }

  private int rareFlags() {
    return switch (random.nextInt(5)) {
      case 0 -> 0x0010;
      case 1 -> 0x0020;
      case 2 -> 0x0120;
      default -> 0x0100;
    };
  }

  private DnsName mixedCase(DnsName name) {
    var wire = name.wire();
    IntStream.range(1, wire.length - 1)
        .filter(i -> isLetter(wire[i]) && random.nextBoolean())
        .forEach(i -> wire[i] ^= 0x20);
    return DnsName.ofWire(wire, 0);
  }

  private static boolean isLetter(byte octet) {
    var lower = octet | 0x20;
    return lower >= 'a' && lower <= 'z';
  }
}
