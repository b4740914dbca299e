package org.pharosdns.zone.steer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;

/// One `[name.OWNER]` of a steering file, defaults applied.
///
/// @param types the steered types; empty for A and AAAA where they exist
/// @param members what is said of single addresses, at most one entry per address
/// @param unlistedAllowed whether an address without an entry is a member with the defaults; else
///     it is an error
/// @param backup the next tiers, in order
public record SteeredName(
    DnsName owner,
    Places places,
    List<Integer> types,
    CheckRequirement check,
    Selection selection,
    List<MemberSettings> members,
    boolean unlistedAllowed,
    List<DnsName> backup,
    Tolerance tolerance,
    Startup startup,
    Promise promise) {
  /// Copies the lists.
  public SteeredName {
    types = List.copyOf(types);
    members = List.copyOf(members);
    backup = List.copyOf(backup);
  }

  /// Returns whether addresses of `type` are steered where they exist.
  public boolean steers(int type) {
    return types.isEmpty() ? type == Address.A || type == Address.AAAA : types.contains(type);
  }

  /// Returns what is said of `address`, or null.
  public @Nullable MemberSettings settings(Address address) {
    for (var settings : members) {
      if (settings.address().equals(address)) {
        return settings;
      }
    }
    return null;
  }
}
