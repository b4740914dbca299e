package org.pharosdns.zone.edit;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.answer.AddressTargets;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.load.MemoryCount;
import org.pharosdns.zone.model.ZoneContents;

/// The places of a zone by which a change at one name has to do with other names: where it is cut
/// or redirected, and the hosts that its records name; and what memory it takes. Immutable.
public final class Landmarks {
  /// A zone with more of them has to do with itself everywhere.
  private static final int MOST = 10_000;

  private final DnsName apex;
  private final Set<DnsName> cuts;
  private final Set<DnsName> targets;
  private final long memoryOctets;

  private Landmarks(DnsName apex, Set<DnsName> cuts, Set<DnsName> targets, long memoryOctets) {
    this.apex = apex;
    this.cuts = cuts;
    this.targets = targets;
    this.memoryOctets = memoryOctets;
  }

  /// Returns the landmarks of a zone, or null when they are too many. Walks over all records.
  public static @Nullable Landmarks of(ZoneContents contents) {
    var cuts = new HashSet<DnsName>();
    var targets = new HashSet<DnsName>();
    var memory = new MemoryCount();
    var octets = 0L;
    var at = contents.cursor();
    while (at.nextOwner()) {
      octets = memory.add(at);
      var matters = false;
      while (at.nextRecord()) {
        matters |= AddressTargets.areIn(at.type()) || at.type() == RecordType.DNAME;
      }
      if (matters) {
        add(contents, at.ownerName(), cuts, targets);
        if (cuts.size() + targets.size() > MOST) {
          return null;
        }
      }
    }
    return new Landmarks(contents.apex(), cuts, targets, octets);
  }

  private static void add(
      ZoneContents contents, DnsName owner, Set<DnsName> cuts, Set<DnsName> targets) {
    for (var set : contents.at(owner)) {
      if (set.type() == RecordType.DNAME
          || (set.type() == RecordType.NS && !owner.equals(contents.apex()))) {
        cuts.add(owner);
      }
      if (AddressTargets.areIn(set.type())) {
        set.rdata().forEach(rdata -> targets.add(AddressTargets.target(owner, set.type(), rdata)));
      }
    }
  }

  /// Returns how many octets of memory the zone takes at most, as a load would count them.
  long memoryOctets() {
    return memoryOctets;
  }

  /// Returns these of a zone that takes as much memory more as `owners` by themselves.
  Landmarks with(ZoneContents owners) {
    var octets = memoryOctets;
    var at = owners.cursor();
    while (at.nextOwner()) {
      octets += new MemoryCount().add(at);
    }
    return new Landmarks(apex, cuts, targets, octets);
  }

  /// Whether a change of records at `owner` that have no targets, cut nothing and redirect nothing
  /// could matter elsewhere, or be hidden.
  ///
  /// @param existence whether the owner comes or goes
  boolean concern(DnsName owner, boolean existence) {
    if (targets.contains(owner) || cuts.contains(apex)) {
      return true;
    }
    for (var above = owner; !above.equals(apex); above = above.parent()) {
      if (cuts.contains(above)) {
        return true;
      }
    }
    return existence
        && (owner.isWildcard() || targets.stream().anyMatch(target -> target.isAtOrBelow(owner)));
  }
}
