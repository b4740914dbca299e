package org.pharosdns.zone.update;

import java.util.List;
import java.util.Set;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;

/// Which key may change what in a zone. What no rule permits is refused.
public record UpdatePolicy(List<Rule> rules) {
  /// Nobody may change anything.
  public static final UpdatePolicy NONE = new UpdatePolicy(List.of());

  /// Copies the list.
  public UpdatePolicy {
    rules = List.copyOf(rules);
  }

  /// Lets one key change some records.
  ///
  /// @param names of which one must match; none: every name
  /// @param types of records; none: every type
  public record Rule(DnsName key, List<NamePattern> names, Set<Integer> types) {
    /// Copies both.
    public Rule {
      names = List.copyOf(names);
      types = Set.copyOf(types);
    }

    private boolean permits(List<String> ownerLabels, int type) {
      return (types.isEmpty() || (type != RecordType.ANY && types.contains(type)))
          && (names.isEmpty() || names.stream().anyMatch(pattern -> pattern.matches(ownerLabels)));
    }
  }

  /// Whether `key` may change anything at all.
  public boolean knows(DnsName key) {
    return rules.stream().anyMatch(rule -> rule.key().equals(key));
  }

  /// Whether `key` may change records of an owner and `type`; ANY is every type there.
  ///
  /// @param ownerLabels {@link NamePattern#labels} of the owner
  boolean permits(DnsName key, List<String> ownerLabels, int type) {
    return rules.stream()
        .anyMatch(rule -> rule.key().equals(key) && rule.permits(ownerLabels, type));
  }
}
