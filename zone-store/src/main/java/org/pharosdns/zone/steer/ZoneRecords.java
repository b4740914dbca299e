package org.pharosdns.zone.steer;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.RRset;
import org.pharosdns.zone.model.ZoneContents;

/// The records of a zone as steering needs them.
public interface ZoneRecords {
  /// Returns the RRset of `owner` and `type`, or null.
  @Nullable RRset find(DnsName owner, int type);

  /// Returns all RRsets of `owner`; none when it does not exist or has no records.
  List<RRset> at(DnsName owner);

  /// Whether all records of `owner` could be read; they could in a zone that is in force.
  default boolean isWhole(DnsName owner) {
    return true;
  }

  /// Whether a name has records.
  default boolean exists(DnsName name) {
    return !at(name).isEmpty();
  }

  /// Returns the wildcard that answers for a name without records (RFC 4592 section 3.3.1), or null
  /// where none does. Empty non-terminals do not stop it.
  ///
  /// @param apex of the zone
  default @Nullable DnsName wildcardFor(DnsName name, DnsName apex) {
    if (!name.isAtOrBelow(apex) || exists(name)) {
      return null;
    }
    for (var at = name; !at.equals(apex); at = at.parent()) {
      var encloser = at.parent();
      if (encloser.octets() <= DnsName.MAX_OCTETS - 2 && exists(encloser.child("*"))) {
        return encloser.child("*");
      }
      if (exists(encloser)) {
        return null;
      }
    }
    return null;
  }

  /// Visits every owner once with all its RRsets.
  void forEachOwner(Consumer<List<RRset>> visitor);

  /// Visits every RRset of these types.
  default void forEachOfTypes(IntPredicate types, Consumer<RRset> visitor) {
    forEachOwner(
        rrsets -> rrsets.stream().filter(rrset -> types.test(rrset.type())).forEach(visitor));
  }

  /// Returns the records of `contents`, all that there are.
  static ZoneRecords of(ZoneContents contents) {
    return of(contents, owner -> true);
  }

  /// Returns the records of `contents`.
  ///
  /// @param whole the owners of whom it has every record
  static ZoneRecords of(ZoneContents contents, Predicate<DnsName> whole) {
    return new ZoneRecords() {
      @Override
      public boolean isWhole(DnsName owner) {
        return whole.test(owner);
      }

      @Override
      public @Nullable RRset find(DnsName owner, int type) {
        return contents.find(owner, type);
      }

      @Override
      public List<RRset> at(DnsName owner) {
        return contents.at(owner);
      }

      @Override
      public void forEachOwner(Consumer<List<RRset>> visitor) {
        contents.forEachOwner(visitor);
      }

      // Objects are made for those owners only that have such records.
      @Override
      public void forEachOfTypes(IntPredicate types, Consumer<RRset> visitor) {
        var at = contents.cursor();
        while (at.nextOwner()) {
          var found = false;
          while (at.nextRecord()) {
            found |= types.test(at.type());
          }
          if (found) {
            at.rrsets().stream().filter(rrset -> types.test(rrset.type())).forEach(visitor);
          }
        }
      }
    };
  }
}
