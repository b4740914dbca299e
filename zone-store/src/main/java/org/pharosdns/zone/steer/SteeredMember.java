package org.pharosdns.zone.steer;

import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;

/// One record of a steered RRset and what must be probed for it.
///
/// @param owner the steered name, as its steering file has it
/// @param check the checks that count for this address
/// @param address what the record leads to
/// @param target where to probe, or null for the address or the host itself
public record SteeredMember(
    DnsName owner, Endpoint address, CheckRequirement check, @Nullable Target target) {
  /// What is asked of a member hardly ever tells it from another.
  @Override
  public int hashCode() {
    return 31 * owner.hashCode() + address.hashCode();
  }

  /// The type of the RRset: A, AAAA or CNAME.
  public int type() {
    return address.type();
  }
}
