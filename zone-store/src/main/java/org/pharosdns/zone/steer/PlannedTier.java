package org.pharosdns.zone.steer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.RRset;

/// A tier before health is known.
///
/// @param entry what the steering file asks of its members; null for an unchecked tier
/// @param rrset null when the owner has no such records
record PlannedTier(DnsName owner, @Nullable SteeredName entry, @Nullable RRset rrset) {
  /// Returns the members in the order of the zone file.
  List<SteeredMember> members() {
    return addresses().stream().map(this::member).toList();
  }

  List<Address> addresses() {
    return rrset == null ? List.of() : rrset.rdata().stream().map(Address::of).toList();
  }

  private SteeredMember member(Address address) {
    return entry == null
        ? new SteeredMember(owner, address, new CheckRequirement.None(), null)
        : entry.member(address);
  }
}
