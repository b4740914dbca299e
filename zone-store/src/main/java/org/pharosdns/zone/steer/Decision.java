package org.pharosdns.zone.steer;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;

/// Why a steered RRset answers as it does at one moment: the evaluation behind {@link
/// SteeredRRset#choose}, in words.
///
/// @param tiers in order of preference, the owner's own first
/// @param chosen index of the tier that answers, or −1
/// @param open whether all members of that tier are answered, known to work or not
/// @param first index of the tier that `failback` holds before better ones; 0 for none
/// @param ttlSeconds the smallest TTL that an answer has now
/// @param promiseKept whether the failover budget holds for this answer
/// @param promiseReason why not; empty when kept
/// @param trickle the same for the answers that go to the tier of `trickle`, which stands behind
///     all others if it is none of them; null when none do
public record Decision(
    DnsName owner,
    int type,
    Choice.Kind kind,
    List<Tier> tiers,
    int chosen,
    boolean open,
    int first,
    int ttlSeconds,
    TtlFrom ttlFrom,
    boolean promiseKept,
    String promiseReason,
    @Nullable Decision trickle) {
  /// Copies the list.
  public Decision {
    tiers = List.copyOf(tiers);
  }

  /// What set the TTL.
  public enum TtlFrom {
    ZONE,
    FRESH,
    LEASE,
    RECOVERY,
    PANIC,
    MINIMUM;

    /// The word that commands show.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// How a tier stands.
  public enum TierState {
    /// At least `min_healthy`.
    HEALTHY,
    /// Fewer than `min_healthy`, more than none.
    LOW,
    /// No member may answer.
    EMPTY,
    /// No such RRset.
    ABSENT;

    /// The word that commands show.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// One tier.
  ///
  /// @param checked whether it has an entry of its own in the steering file
  public record Tier(DnsName name, TierState state, boolean checked, List<Member> members) {
    /// Copies the list.
    public Tier {
      members = List.copyOf(members);
    }

    /// Returns how many members may be in an answer, standby ones included.
    public int usable() {
      return (int) members.stream().filter(m -> m.in() || m.reason() == Reason.STANDBY).count();
    }
  }

  /// One member.
  ///
  /// @param in whether it may be in an answer of its tier
  /// @param ttlSeconds the TTL that it allows, before the zone's; −1 when it sets none
  /// @param ttlFrom what that TTL comes from; null when it sets none
  public record Member(
      Endpoint address,
      boolean in,
      Reason reason,
      Weight weight,
      int ttlSeconds,
      @Nullable TtlFrom ttlFrom) {}
}
