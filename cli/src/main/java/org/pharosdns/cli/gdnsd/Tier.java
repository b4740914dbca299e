package org.pharosdns.cli.gdnsd;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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

  /// Whether anything but the records themselves is to be said of it.
  boolean isSteered() {
    return !checks.isEmpty() || !select.equals("rotate");
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
