package org.pharosdns.zone.steer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.RRset;

/// A tier before health is known, with all that does not depend on it worked out.
///
/// @param type of its records: A, AAAA or CNAME
/// @param entry what the steering file asks of its members; null for an unchecked tier
/// @param rrset null when the owner has no such records
/// @param alias for a CNAME, the block of that record under the name that is asked; else empty
/// @param members in the order of the zone file
/// @param needed how much must be healthy, of what `entry` counts
@SuppressWarnings("ArrayRecordComponent") // made once, never compared
record PlannedTier(
    DnsName owner,
    int type,
    @Nullable SteeredName entry,
    @Nullable RRset rrset,
    byte[] alias,
    List<SteeredMember> members,
    CompiledSelection selection,
    long needed) {
  static PlannedTier of(
      DnsName owner, int type, @Nullable SteeredName entry, @Nullable RRset rrset, byte[] alias) {
    var addresses =
        rrset == null
            ? List.<Endpoint>of()
            : rrset.rdata().stream().map(rdata -> Endpoint.of(type, rdata)).toList();
    return new PlannedTier(
        owner,
        type,
        entry,
        rrset,
        alias,
        addresses.stream().map(address -> member(owner, entry, address)).toList(),
        CompiledSelection.of(entry, addresses),
        entry == null ? 1 : Tiers.needed(entry, addresses));
  }

  private static SteeredMember member(
      DnsName owner, @Nullable SteeredName entry, Endpoint address) {
    return entry == null
        ? new SteeredMember(owner, address, new CheckRequirement.None(), null)
        : entry.member(address);
  }

  /// Returns what the members publish.
  List<Endpoint> addresses() {
    return members.stream().map(SteeredMember::address).toList();
  }
}
