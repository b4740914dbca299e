package org.pharosdns.zone.steer;

import java.util.List;
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

  /// Returns the monotonic time at which the monitors of `owner` were started: `initial_deadline`
  /// counts from here.
  long loadedNanos(DnsName owner);
}
