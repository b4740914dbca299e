package org.pharosdns.zone.steer;

import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.RRsetKey;

/// One steered RRset, ready to answer: the verdicts of one moment, compiled. Immutable; a new one
/// is made when a verdict changes.
public interface SteeredRRset {
  /// The owner name as the zone file has it; may be a wildcard.
  DnsName owner();

  /// The type, A or AAAA.
  int type();

  /// Which RRset it is.
  default RRsetKey key() {
    return new RRsetKey(owner(), type());
  }

  /// Chooses this answer. Any thread; allocates nothing; reads no clock.
  ///
  /// @param query who asks and when, and the random numbers to draw from; its name and type may be
  ///     others, as aliases lead here too
  /// @param choice refilled
  void choose(Query query, Choice choice);
}
