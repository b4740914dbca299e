package org.pharosdns.zone.transfer;

import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.RRset;
import org.pharosdns.zone.model.ZoneContents;

/// A zone as it goes to other servers: all its records, with bounds on some TTLs.
///
/// @param ttls how long a copy may be kept
public record TransferZone(ZoneContents contents, TtlCaps ttls) {
  /// Bounds the TTLs of steered RRsets: whoever copies the zone does not leave failed addresses out
  /// and shall not promise them for longer than we would.
  @FunctionalInterface
  public interface TtlCaps {
    /// Bounds nothing.
    TtlCaps NONE = (owner, type) -> Integer.MAX_VALUE;

    /// Returns the longest TTL of an RRset in seconds.
    int mostSeconds(DnsName owner, int type);

    /// Returns these bounds and others.
    default TtlCaps and(TtlCaps others) {
      return (owner, type) -> Math.min(mostSeconds(owner, type), others.mostSeconds(owner, type));
    }
  }

  /// Returns the TTL that an RRset is copied with.
  int ttlSeconds(RRset rrset) {
    return Math.min(rrset.ttlSeconds(), ttls.mostSeconds(rrset.owner(), rrset.type()));
  }
}
