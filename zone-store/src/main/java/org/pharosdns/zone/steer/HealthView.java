package org.pharosdns.zone.steer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;

/// What steering must know of health, at one moment. Asked while compiling, never by a query.
public interface HealthView {
  /// What an operator says of a member, instead of its checks.
  enum Forced {
    /// Nothing: the checks decide.
    AUTO,
    UP,
    DOWN,
    /// No new answers, but still probed.
    DRAIN
  }

  /// Returns one reading for each name of `member.check()`, in that order.
  List<MonitorReading> readings(SteeredMember member);

  /// Returns the forced state of a member; members of unchecked tiers are asked for as well.
  Forced forced(SteeredMember member);

  /// Returns this moment, monotonic.
  long nowNanos();

  /// Returns the monotonic time since which a member is watched: `initial_deadline` counts from
  /// here.
  long watchedNanos(SteeredMember member);

  /// Returns when a steered RRset came, with the process or by a reload, that has waited for first
  /// results since then, monotonic: it waits for all of them, for `initial_deadline` from then on.
  /// Null for any other; it waits only while none of its tiers answers.
  default @Nullable Long startingSince(DnsName owner, int type) {
    return nowNanos();
  }

  /// Returns what the recent past of a member means now.
  default Standing standing(SteeredMember member) {
    return Standing.SETTLED;
  }

  /// Returns where answers with a member note until when caches hold it.
  default Exposure exposure(SteeredMember member) {
    return new Exposure();
  }

  /// Returns all that is known of a member.
  ///
  /// @param number of the member in its plan ({@link SteeringPlan#number}), for whoever keeps
  ///     members in their order
  default MemberHealth member(SteeredMember member, int number) {
    return new MemberHealth(
        readings(member), forced(member), standing(member), exposure(member), watchedNanos(member));
  }

  /// Returns which tier of an RRset answers first: 0 but where `failback` holds a lower one.
  ///
  /// @param rule the number of the rule that orders the tiers, from 1; 0 for the default order
  default int firstTier(DnsName owner, int type, int rule) {
    return 0;
  }

  /// Returns whether no witness is reached, so that failures say nothing about members.
  default boolean monitorFailure() {
    return false;
  }
}
