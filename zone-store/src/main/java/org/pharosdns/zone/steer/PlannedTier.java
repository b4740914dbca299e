package org.pharosdns.zone.steer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.RRset;

/// A tier before health is known.
///
/// @param type of its records: A, AAAA or CNAME
/// @param entry what the steering file asks of its members; null for an unchecked tier
/// @param rrset null when the owner has no such records
/// @param alias for a CNAME, the block of that record under the name that is asked; else empty
@SuppressWarnings("ArrayRecordComponent") // made once, never compared
record PlannedTier(
    DnsName owner, int type, @Nullable SteeredName entry, @Nullable RRset rrset, byte[] alias) {
  /// Returns the members in the order of the zone file.
  List<SteeredMember> members() {
    return addresses().stream().map(this::member).toList();
  }

  List<Endpoint> addresses() {
    return rrset == null
        ? List.of()
        : rrset.rdata().stream().map(rdata -> Endpoint.of(type, rdata)).toList();
  }

  private SteeredMember member(Endpoint address) {
    return entry == null
        ? new SteeredMember(owner, address, new CheckRequirement.None(), null)
        : entry.member(address);
  }
}
