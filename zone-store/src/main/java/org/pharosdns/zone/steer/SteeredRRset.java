package org.pharosdns.zone.steer;

import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.wire.DnsName;

/// One steered RRset, ready to answer: the verdicts of one moment, compiled. Immutable; a new one
/// is made when a verdict changes.
public interface SteeredRRset {
  /// The owner name as the zone file has it; may be a wildcard.
  DnsName owner();

  /// The type, A or AAAA.
  int type();

  /// Chooses this answer. Any thread; allocates nothing; reads no clock.
  ///
  /// @param nowNanos the monotonic time of the answer
  void choose(long nowNanos, Draw draw, Choice choice);
}
