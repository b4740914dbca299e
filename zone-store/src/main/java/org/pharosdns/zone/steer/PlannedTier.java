package org.pharosdns.zone.steer;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.RRset;

/// A tier before health is known, with all that does not depend on it worked out.
///
/// @param type of its records: A, AAAA or CNAME
/// @param entry what the steering file asks of its members; null for an unchecked tier
/// @param rrset null when the owner has no such records
/// @param alias for a CNAME, the block of that record under the name that is asked; else empty
/// @param planned its members in the order of the zone file
/// @param tolerance how many members may fail
/// @param needed how much must be healthy: members, or units where `byUnits`
/// @param finerUnits what all weights are multiplied by where a part of one counts; no product is
///     above the largest weight
@SuppressWarnings("ArrayRecordComponent") // made once, never compared
record PlannedTier(
    DnsName owner,
    int type,
    @Nullable SteeredName entry,
    @Nullable RRset rrset,
    byte[] alias,
    PlannedMember[] planned,
    CompiledSelection selection,
    Tolerance tolerance,
    boolean byUnits,
    long needed,
    int finerUnits) {
  /// @param numbers gives each member its number
  static PlannedTier of(
      DnsName owner,
      int type,
      @Nullable SteeredName entry,
      @Nullable RRset rrset,
      byte[] alias,
      ToIntFunction<SteeredMember> numbers) {
    var addresses =
        rrset == null
            ? List.<Endpoint>of()
            : rrset.rdata().stream().map(rdata -> Endpoint.of(type, rdata)).toList();
    var planned =
        addresses.stream()
            .map(address -> member(owner, entry, address))
            .map(member -> PlannedMember.of(member, numbers.applyAsInt(member), entry))
            .toArray(PlannedMember[]::new);
    var tolerance = entry == null ? Tolerance.DEFAULTS : entry.tolerance();
    return new PlannedTier(
        owner,
        type,
        entry,
        rrset,
        alias,
        planned,
        CompiledSelection.of(entry, addresses),
        tolerance,
        entry != null && tolerance.minHealthy() instanceof MinHealthy.WeightShare,
        entry == null ? 1 : Tiers.needed(entry, addresses),
        entry == null ? 1 : finerUnits(planned));
  }

  private static SteeredMember member(
      DnsName owner, @Nullable SteeredName entry, Endpoint address) {
    return entry == null
        ? new SteeredMember(owner, address, new CheckRequirement.None(), null)
        : entry.member(address);
  }

  private static int finerUnits(PlannedMember... members) {
    var largest = Arrays.stream(members).mapToInt(PlannedMember::units).max().orElse(1);
    return Math.max(1, Weight.Share.MAX / Math.max(1, largest));
  }

  /// Whether another one of the same steering is made of the same records.
  boolean isSame(PlannedTier other) {
    if (!owner.equals(other.owner) || type != other.type) {
      return false;
    }
    if (rrset == null || other.rrset == null) {
      return Objects.equals(rrset, other.rrset);
    }
    return rrset.isSame(other.rrset);
  }

  /// Returns its members in the order of the zone file.
  List<SteeredMember> members() {
    return Arrays.stream(planned).map(PlannedMember::member).toList();
  }

  /// Returns what the members publish.
  List<Endpoint> addresses() {
    return Arrays.stream(planned).map(each -> each.member().address()).toList();
  }

  /// Returns the TTL that the zone file gives, seconds.
  int zoneTtl() {
    return rrset == null ? 0 : rrset.ttlSeconds();
  }
}
