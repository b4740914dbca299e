package org.pharosdns.zone.model;

import java.util.Arrays;
import java.util.List;
import org.pharosdns.dns.wire.DnsName;

/// All records of one owner and type (RFC 9499), class IN.
///
/// @param type 1 to 65535
/// @param ttlSeconds 0 to 2^31 − 1
/// @param rdata the RDATA of each record in uncompressed wire form, without duplicates, at least
///     one
public record RRset(DnsName owner, int type, int ttlSeconds, List<byte[]> rdata) {
  /// Copies the list.
  public RRset {
    rdata = List.copyOf(rdata);
  }

  /// Which RRset it is.
  public RRsetKey key() {
    return new RRsetKey(owner, type);
  }

  /// Whether another one has the same type, TTL and octets in the same order.
  public boolean isSame(RRset other) {
    return type == other.type
        && ttlSeconds == other.ttlSeconds
        && Arrays.deepEquals(rdata.toArray(), other.rdata.toArray());
  }
}
