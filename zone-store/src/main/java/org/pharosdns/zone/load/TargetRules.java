package org.pharosdns.zone.load;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.model.RecordCursor;
import org.pharosdns.zone.model.ZoneContents;

/// Checks the names in the zone that its NS, MX and SRV records point at.
///
/// As `named-checkzone` does: a name server of the zone itself that has no address or is a CNAME
/// is refused (RFC 2181 section 10.3). The same at a delegation, glue that is missing there (RFC
/// 1034 section 4.2.1), and an MX or SRV target without address or that is a CNAME are warned
/// about, since every server serves such zones. Targets outside the zone, or in another zone
/// delegated from it, are not looked at.
final class TargetRules {
  private final ZoneContents zone;
  private final ProblemList problems;
  private final RecordPlaces places;
  private final boolean whole;
  private final Set<Integer> glue = new HashSet<>();

  TargetRules(ZoneContents zone, ProblemList problems, RecordPlaces places, boolean whole) {
    this.zone = zone;
    this.problems = problems;
    this.places = places;
    this.whole = whole;
  }

  /// Whether an owner is the target of an NS record below the apex. After {@link #check}.
  boolean isGlue(int owner) {
    return glue.contains(owner);
  }

  void check() {
    var at = zone.cursor();
    while (at.nextOwner()) {
      if ((at.flags() & ZoneContents.HAS_TARGET) != 0) {
        targets(at);
      }
    }
  }

  private void targets(RecordCursor at) {
    while (at.nextRecord()) {
      switch (at.type()) {
        case RecordType.NS -> target(at, at.rdataFrom());
        case RecordType.MX -> target(at, at.rdataFrom() + 2);
        case RecordType.SRV -> target(at, at.rdataFrom() + 6);
        default -> {}
      }
    }
  }

  private void target(RecordCursor at, int from) {
    var octets = at.rdataFrom() + at.rdataOctets() - from;
    if (!zone.contains(at.octets(), from, octets)) {
      return;
    }
    var handle = zone.ownerHandle(at.octets(), from, octets);
    if (at.type() == RecordType.NS && handle != 0) {
      glue.add(handle);
    }
    if (octets == 1 && at.type() != RecordType.NS) {
      return;
    }
    if (handle == 0 || (zone.flags(handle) & ZoneContents.HAS_ADDRESS) == 0) {
      withoutAddress(at, DnsName.ofWire(at.octets(), from), handle);
    }
  }

  private void withoutAddress(RecordCursor at, DnsName target, int handle) {
    if (handle != 0 && (zone.flags(handle) & ZoneContents.HAS_CNAME) != 0) {
      alias(at, target, "is a CNAME");
      return;
    }
    var cut = cutAtOrAbove(target);
    if (cut != 0) {
      if (at.type() == RecordType.NS && cut == at.owner()) {
        missing(at, target, "needs glue", "add its A or AAAA records to this zone");
      }
      return;
    }
    var source = handle == 0 ? synthesisedFrom(target) : 0;
    if (source == 0) {
      missing(at, target, "has no address records (A or AAAA)", hint(target));
    } else if ((zone.flags(source) & (ZoneContents.HAS_CNAME | ZoneContents.HAS_DNAME)) != 0) {
      alias(at, target, "is an alias");
    }
  }

  private static boolean isApexServer(RecordCursor at) {
    return at.atApex() && at.type() == RecordType.NS;
  }

  private void alias(RecordCursor at, DnsName target, String what) {
    var message = RecordType.mnemonic(at.type()) + " target " + target + " " + what;
    var hint = "use the name that has the address (RFC 2181 section 10.3)";
    if (isApexServer(at)) {
      problems.error(places.of(at.record()), message, hint);
    } else {
      problems.warning(places.of(at.record()), message, hint);
    }
  }

  private void missing(RecordCursor at, DnsName target, String what, @Nullable String hint) {
    if (!whole) {
      return;
    }
    var message = RecordType.mnemonic(at.type()) + " target " + target + " " + what;
    if (isApexServer(at)) {
      problems.error(places.of(at.record()), message, hint);
    } else {
      problems.warning(places.of(at.record()), message, hint);
    }
  }

  private @Nullable String hint(DnsName target) {
    var relative = target.relativeTo(zone.apex());
    if (relative.matches("[0-9]+(\\.[0-9]+){3}")) {
      return "a name is needed here, not an address";
    }
    return relative.indexOf('.') > 0 && !zone.apex().isRoot()
        ? "is a dot missing at the end of \"" + relative + "\"?"
        : null;
  }

  /// Returns the handle of the delegation nearest to the apex at or above a name, 0 for none.
  private int cutAtOrAbove(DnsName name) {
    var cut = 0;
    for (var at = name; !at.equals(zone.apex()); at = at.parent()) {
      var handle = zone.ownerHandle(at);
      if (handle != 0 && (zone.flags(handle) & ZoneContents.IS_CUT) != 0) {
        cut = handle;
      }
    }
    return cut;
  }

  /// Returns the wildcard with an address or CNAME, or the DNAME, that a name without records gets
  /// its answer from, 0 for none. Empty non-terminals do not stop it.
  private int synthesisedFrom(DnsName name) {
    for (var at = name; !at.equals(zone.apex()); ) {
      at = at.parent();
      var encloser = zone.ownerHandle(at);
      if (encloser != 0 && (zone.flags(encloser) & ZoneContents.HAS_DNAME) != 0) {
        return encloser;
      }
      var wildcard = at.octets() <= DnsName.MAX_OCTETS - 2 ? zone.ownerHandle(at.child("*")) : 0;
      var useful = ZoneContents.HAS_ADDRESS | ZoneContents.HAS_CNAME;
      if (wildcard != 0 && (zone.flags(wildcard) & useful) != 0) {
        return wildcard;
      }
      if (encloser != 0 || wildcard != 0) {
        return 0;
      }
    }
    return 0;
  }
}
