package org.pharosdns.cli.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why a question is answered as it is: what `explain --json` prints.
///
/// @param client the network that asks, or null when any may be meant
/// @param zone the apex of the zone that answers, or null when no zone of ours does
/// @param rcode `NOERROR`, `NXDOMAIN`, `REFUSED`, ...
/// @param tiers in order of preference; empty when the name is not steered
/// @param chosen one possible answer now, RDATA in presentation format; empty when there is none
/// @param ttl of that answer in seconds, or null when there is none
/// @param ttlFrom which rule set the TTL, or null when there is none
/// @param promise how the failover budget stands, or null when the name has none
/// @param rule which rule the client falls under, `none`, or null when the name has no rules
/// @param scope length of the prefix around the client that the answer holds for (RFC 7871), or
///     null
///     when no network asked
public record Explanation(
    Question question,
    @Nullable String client,
    @Nullable String zone,
    String rcode,
    List<Tier> tiers,
    List<String> chosen,
    @Nullable Long ttl,
    @Nullable TtlSource ttlFrom,
    @Nullable Promise promise,
    @Nullable String rule,
    @Nullable Integer scope) {

  /// What is asked.
  ///
  /// @param name absolute, with its final dot
  /// @param type mnemonic or `TYPE12345`
  public record Question(String name, String type) {}

  /// One steered RRset in order of preference.
  ///
  /// @param state one or two words, such as `answers`, `not needed`, `too few`, `exhausted`
  public record Tier(String name, String state, List<Member> members) {}

  /// One address of a tier.
  ///
  /// @param reason why it is out, or why it is in against appearances; null when there is nothing
  ///     to say
  /// @param weight null where the tier does not weigh
  public record Member(
      String address, Place state, @Nullable String reason, @Nullable Weight weight) {}

  /// Whether a member may be chosen.
  public enum Place {
    IN,
    OUT
  }

  /// The rule that set a TTL.
  public enum TtlSource {
    /// The zone file's TTL.
    ZONE,
    /// The constant that holds while evidence is fresh.
    FRESH,
    /// What remains of the lease of ageing evidence.
    LEASE,
    /// The cap that lets a recovered member come back in time.
    RECOVERY,
    /// `panic_ttl`.
    PANIC,
    /// `min_ttl`.
    MINIMUM
  }

  /// Whether the failover budget holds for this answer.
  ///
  /// @param reason why it is suspended, null when it is kept
  public record Promise(PromiseState state, @Nullable String reason) {}

  /// Whether a promise holds.
  public enum PromiseState {
    KEPT,
    SUSPENDED
  }
}
