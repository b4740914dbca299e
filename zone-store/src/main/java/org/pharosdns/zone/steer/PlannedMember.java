package org.pharosdns.zone.steer;

import org.jspecify.annotations.Nullable;

/// A member of a tier before health is known.
///
/// @param number of the member among all of its plan
/// @param rdata of its record; empty for a host, whose CNAME is a block
@SuppressWarnings("ArrayRecordComponent") // shared with the answer, never compared
record PlannedMember(SteeredMember member, int number, Weight weight, byte[] rdata) {
  private static final byte[] NO_RDATA = {};

  /// @param entry what the steering file asks of the members of `member.owner()`; null for nothing
  static PlannedMember of(SteeredMember member, int number, @Nullable SteeredName entry) {
    var weight = entry == null ? Weight.ONE : entry.weight(member.address());
    return switch (member.address()) {
      case Address address -> new PlannedMember(member, number, weight, address.octets());
      case HostName host -> new PlannedMember(member, number, weight, NO_RDATA);
    };
  }

  /// Returns the units of its weight; 0 for standby and off.
  int units() {
    return Tiers.units(weight);
  }
}
