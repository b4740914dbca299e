package org.pharosdns.zone.steer;

import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;

/// One `[name.OWNER]` of a steering file, defaults applied.
///
/// @param types the steered types; empty for A, AAAA or CNAME where they exist, else for the one
///     type at the name that can follow its targets
/// @param follows whether RRsets that name hosts lose the records of exhausted ones
/// @param members what is said of single addresses, at most one entry per address
/// @param unlistedAllowed whether an address without an entry is a member with the defaults; else
///     it is an error
/// @param backup the next tiers, in order
/// @param rules for whom other tiers come first
/// @param trickle null for none
public record SteeredName(
    DnsName owner,
    Places places,
    List<Integer> types,
    boolean follows,
    CheckRequirement check,
    Selection selection,
    List<MemberSettings> members,
    boolean unlistedAllowed,
    List<DnsName> backup,
    List<ClientRule> rules,
    @Nullable Trickle trickle,
    Tolerance tolerance,
    Startup startup,
    Comeback comeback,
    Promise promise) {
  /// Copies the lists.
  public SteeredName {
    types = List.copyOf(types);
    members = List.copyOf(members);
    backup = List.copyOf(backup);
    rules = List.copyOf(rules);
  }

  /// Returns every other name whose records may be answered instead: `backup` first, then those of
  /// the rules and of `trickle`.
  public List<DnsName> otherTiers() {
    var others = new LinkedHashSet<>(backup);
    rules.forEach(rule -> others.addAll(rule.tiers()));
    if (trickle != null) {
      others.add(trickle.to());
    }
    others.remove(owner);
    return List.copyOf(others);
  }

  /// Returns this name without `trickle`.
  public SteeredName withoutTrickle() {
    return new SteeredName(
        owner,
        places,
        types,
        follows,
        check,
        selection,
        members,
        unlistedAllowed,
        backup,
        rules,
        null,
        tolerance,
        startup,
        comeback,
        promise);
  }

  /// Returns whether records of `type` are members here, where they exist: A, AAAA or CNAME.
  public boolean steers(int type) {
    return SteeredTypes.MEMBERS.contains(type) && (types.isEmpty() || types.contains(type));
  }

  /// Returns what is said of `address`, or null.
  public @Nullable MemberSettings settings(Endpoint address) {
    for (var settings : members) {
      if (settings.address().equals(address)) {
        return settings;
      }
    }
    return null;
  }

  /// Returns the weight of `address`: what is said of it, else 1.
  public Weight weight(Endpoint address) {
    var settings = settings(address);
    var weight = settings == null ? null : settings.weight();
    return weight == null ? Weight.ONE : weight;
  }

  /// Returns the group of `address`; empty when nothing is said of it.
  String group(Endpoint address) {
    var settings = settings(address);
    var group = settings == null ? null : settings.group();
    return group == null ? "" : group;
  }

  /// Returns the checks that `address` must pass: its own, else those of the name.
  public CheckRequirement check(Endpoint address) {
    var settings = settings(address);
    var own = settings == null ? null : settings.check();
    return own == null ? check : own;
  }

  /// Returns what must be probed for `address`.
  public SteeredMember member(Endpoint address) {
    var settings = settings(address);
    return new SteeredMember(
        owner, address, check(address), settings == null ? null : settings.target());
  }
}
