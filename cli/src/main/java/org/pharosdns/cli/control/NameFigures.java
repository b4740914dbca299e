package org.pharosdns.cli.control;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.health.verdict.Verdict;
import org.pharosdns.zone.steer.BudgetReport;
import org.pharosdns.zone.steer.Endpoint;

/// How a steered RRset and its members stand, in numbers alone: what monitoring asks for again and
/// again. {@link NameStatus} and {@link MemberStatus} say it in words.
///
/// @param ttlSeconds with which it would be answered now, or −1 when no address would be
/// @param exhausted whether no tier is left
/// @param panic whether an answer has no lease behind it and lives for `panic_ttl`, for some
///     clients at least
/// @param suspended whether the failover budget does not hold now, for some clients at least
/// @param budget what it promises, or null when it has no lease
public record NameFigures(
    DnsName name,
    int type,
    int ttlSeconds,
    boolean exhausted,
    boolean panic,
    boolean suspended,
    @Nullable BudgetReport budget,
    List<Member> members) {

  /// One member.
  ///
  /// @param verdict what the probes say
  /// @param answerable whether it may be in answers
  /// @param exposedNanos how long a cache may still hand it out; 0 for not at all
  /// @param forced what an operator says instead of the verdict, or null
  public record Member(
      Endpoint address,
      Verdict verdict,
      boolean answerable,
      long exposedNanos,
      @Nullable MemberState forced) {}
}
