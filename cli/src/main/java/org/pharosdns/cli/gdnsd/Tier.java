package org.pharosdns.cli.gdnsd;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pharosdns.zone.steer.Address;

/// One tier of an answer: what one resource, or one datacenter of it, gives for one address family.
///
/// @param name what it is called in the configuration: a datacenter, `primary`, or empty
/// @param checks the service types that all must be up; none for `up`
/// @param select our word for how members are chosen
/// @param groups our word for how groups are chosen, or empty
/// @param minHealthy how `min_healthy` is written, or empty
record Tier(
    String name,
    List<Member> members,
    Set<String> checks,
    String select,
    String groups,
    String minHealthy) {
  /// One address, or the target of a CNAME.
  ///
  /// @param weight 0 where members are not weighed
  /// @param group empty where there are none
  record Member(String address, int weight, String group) {
    String type() {
      if (!isAddress()) {
        return "CNAME";
      }
      return address.indexOf(':') >= 0 ? "AAAA" : "A";
    }

    /// Returns the address as RFC 5952 writes it, or the target of the CNAME as it stands.
    String text() {
      return address.indexOf(':') >= 0 ? Address.parse(address).toString() : address;
    }

    boolean isAddress() {
      return address.indexOf(':') >= 0 || address.matches("\\d+(\\.\\d+){3}");
    }
  }

  Tier {
    members = List.copyOf(members);
    checks = new LinkedHashSet<>(checks);
  }

  /// Returns a tier of addresses that are all answered.
  static Tier plain(String name, List<String> addresses, Set<String> checks) {
    var members = addresses.stream().map(address -> new Member(address, 0, "")).toList();
    return new Tier(name, members, checks, "rotate", "", "");
  }

  Tier named(String other) {
    return new Tier(other, members, checks, select, groups, minHealthy);
  }

  /// Returns the tier with other members.
  Tier of(List<Member> others) {
    return new Tier(name, others, checks, select, groups, minHealthy);
  }

  /// Returns the types of its records.
  Set<String> types() {
    var types = new LinkedHashSet<String>();
    members.forEach(member -> types.add(member.type()));
    return types;
  }

  /// Returns its records as lines of a zone file, the owner in the first one.
  ///
  /// @param ttl null to state none
  String records(String owner, @Nullable String ttl) {
    var lines = new StringBuilder(owner);
    for (var member : members) {
      lines
          .append('\t')
          .append(ttl == null ? "" : ttl + "\t")
          .append(member.type())
          .append('\t')
          .append(member.address())
          .append('\n');
    }
    return lines.toString();
  }

  /// Whether it answers a CNAME.
  boolean isAlias() {
    return !members.getFirst().isAddress();
  }

  /// Returns both as one tier, where they ask the same of their members.
  Tier with(Tier other) {
    var all = new ArrayList<>(members);
    all.addAll(other.members);
    return new Tier(name, all, checks, select, groups, minHealthy);
  }

  boolean asksTheSameAs(Tier other) {
    return checks.equals(other.checks)
        && select.equals(other.select)
        && groups.equals(other.groups)
        && minHealthy.equals(other.minHealthy);
  }
}
