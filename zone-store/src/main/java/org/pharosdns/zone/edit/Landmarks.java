package org.pharosdns.zone.edit;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.answer.AddressTargets;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.model.ZoneContents;

/// The places of a zone by which a change at one name has to do with other names: where it is cut
/// or redirected, and the hosts that its records name. Immutable.
public final class Landmarks {
  /// A zone with more of them has to do with itself everywhere.
  private static final int MOST = 10_000;

  private final DnsName apex;
  private final Set<DnsName> cuts = new HashSet<>();
  private final Set<DnsName> targets = new HashSet<>();

  private Landmarks(DnsName apex) {
    this.apex = apex;
  }

  /// Returns the landmarks of a zone, or null when they are too many. Walks over all records.
  public static @Nullable Landmarks of(ZoneContents contents) {
    var found = new Landmarks(contents.apex());
    var at = contents.cursor();
    while (at.nextOwner()) {
      var matters = false;
      while (at.nextRecord()) {
        matters |= AddressTargets.areIn(at.type()) || at.type() == RecordType.DNAME;
      }
      if (matters) {
        found.add(contents, at.ownerName());
        if (found.cuts.size() + found.targets.size() > MOST) {
          return null;
        }
      }
    }
    return found;
  }

  private void add(ZoneContents contents, DnsName owner) {
    for (var set : contents.at(owner)) {
      if (set.type() == RecordType.DNAME || (set.type() == RecordType.NS && !owner.equals(apex))) {
        cuts.add(owner);
      }
      if (AddressTargets.areIn(set.type())) {
        set.rdata().forEach(rdata -> targets.add(AddressTargets.target(owner, set.type(), rdata)));
      }
    }
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
