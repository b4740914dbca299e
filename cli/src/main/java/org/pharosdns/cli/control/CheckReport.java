package org.pharosdns.cli.control;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.zone.model.Problem;

/// What a validation found.
///
/// @param zones how many zones were read
/// @param names the steered names of sound zones
public record CheckReport(int zones, List<Problem> problems, List<SteeredName> names) {

  /// Whether a server would refuse something.
  public boolean hasErrors() {
    return problems.stream().anyMatch(Problem::isError);
  }

  /// A steered RRset with what its budget comes to; null figures where the name has no lease.
  ///
  /// @param name absolute, with its final dot
  /// @param tiers in order of preference, at least one
  /// @param detection D, the worst time from a death to a changed answer
  /// @param budget B, the failover budget
  /// @param smallestBudget the smallest B that would be legal
  /// @param freshTtl the TTL in seconds while evidence is fresh, capped by the zone file's
  /// @param trickle which tier gets a share of the answers while the first is healthy, or null
  /// @param recoveryBudget R, or null for none
  /// @param caveats what else an operator should know, one sentence each
  public record SteeredName(
      String name,
      String type,
      List<Tier> tiers,
      @Nullable Duration detection,
      @Nullable Duration budget,
      @Nullable Duration smallestBudget,
      @Nullable Long freshTtl,
      List<Rule> rules,
      @Nullable String trickle,
      @Nullable Duration recoveryBudget,
      List<String> caveats) {}

  /// Who gets other tiers.
  ///
  /// @param clients the number of the rule, its networks and regions, and whether it is fenced
  /// @param tiers in order of preference
  public record Rule(String clients, List<Tier> tiers) {}

  /// One tier of a steered name.
  ///
  /// @param check the name of its check, or null when it is unchecked
  /// @param select `rotate`, `weighted`, ...
  public record Tier(String name, @Nullable String check, String select, List<Member> members) {}

  /// One address of a tier.
  ///
  /// @param weight null where the tier does not weigh
  public record Member(String address, @Nullable Weight weight) {}
}
