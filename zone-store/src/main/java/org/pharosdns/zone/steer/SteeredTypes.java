package org.pharosdns.zone.steer;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.model.RRset;

/// Which types a steered name answers, and with the records of which type each tier does so.
///
/// A tier that holds a CNAME answers every question that the tier before it would have answered,
/// because a name with a CNAME has no other data (RFC 1034 section 3.6.2):
///
/// ```
/// www A 192.0.2.1, backup sorry CNAME sorry.example.net
///            asked A         asked CNAME or a type that www has not
/// tier www   192.0.2.1       no such data
/// tier sorry the CNAME       the CNAME
/// ```
public final class SteeredTypes {
  /// The types whose records are members, in the order in which they are compiled.
  public static final List<Integer> MEMBERS =
      List.of(RecordType.A, RecordType.AAAA, RecordType.CNAME);

  /// The types whose records can follow their targets.
  public static final List<Integer> FOLLOWERS =
      List.of(RecordType.MX, RecordType.SRV, RecordType.SVCB, RecordType.HTTPS);

  private SteeredTypes() {}

  /// Whether records of `type` can follow their targets or hold address hints.
  public static boolean canFollow(int type) {
    return type == RecordType.MX || type == RecordType.SRV || hasHints(type);
  }

  /// Whether records of `type` may hold address hints.
  public static boolean hasHints(int type) {
    return type == RecordType.SVCB || type == RecordType.HTTPS;
  }

  /// Returns the types of which `name` has members of its own.
  static List<Integer> own(SteeredName name, ZoneRecords records) {
    return MEMBERS.stream()
        .filter(type -> name.steers(type) && records.find(name.owner(), type) != null)
        .toList();
  }

  /// Returns the types for which the tiers of `name` answer: its own, and those that only a backup
  /// tier can answer in their place.
  public static List<Integer> answered(SteeredName name, ZoneRecords records) {
    var own = own(name, records);
    if (own.isEmpty()) {
      return List.of();
    }
    return MEMBERS.stream()
        .filter(type -> own.contains(type) || isBroughtBy(name, type, own, records))
        .toList();
  }

  /// A backup tier brings addresses to an alias, and an alias to addresses; an address of the one
  /// family says nothing of the other.
  private static boolean isBroughtBy(
      SteeredName name, int type, List<Integer> own, ZoneRecords records) {
    var changesKind = type == RecordType.CNAME || own.contains(RecordType.CNAME);
    return changesKind
        && records.find(name.owner(), type) == null
        && name.otherTiers().stream().anyMatch(backup -> records.find(backup, type) != null);
  }

  /// Returns the types whose RRsets at `name` follow their targets: those it lists, else the only
  /// one there where nothing else is steered.
  public static List<Integer> followed(SteeredName name, ZoneRecords records) {
    if (!name.follows()) {
      return List.of();
    }
    var there =
        FOLLOWERS.stream().filter(type -> records.find(name.owner(), type) != null).toList();
    if (!name.types().isEmpty()) {
      return there.stream().filter(name.types()::contains).toList();
    }
    return own(name, records).isEmpty() && there.size() == 1 ? there : List.of();
  }

  /// Returns the RRset with which the tier `owner` of a name answers questions for `type`, or
  /// null: that type, a CNAME, or, for the question whether there is a CNAME, addresses that say
  /// no. Those are of a type for which the tier answers at all: one that the name has.
  public static @Nullable RRset answering(
      SteeredName asked, DnsName owner, int type, ZoneRecords records) {
    var exact = records.find(owner, type);
    if (exact != null) {
      return exact;
    }
    if (type != RecordType.CNAME) {
      return records.find(owner, RecordType.CNAME);
    }
    return answered(asked, records).stream()
        .map(answered -> records.find(owner, answered))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }
}
