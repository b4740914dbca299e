package org.pharosdns.zone.edit;

import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.Rdata;

/// One thing to change in a zone. Changes are made one after the other, as in RFC 2136 section
/// 3.4.2; all of a list or none.
public sealed interface RecordChange {
  /// In the place of a TTL: that of the RRset if it is there, else what the file says.
  int TTL_OF_FILE = -1;

  /// The name whose records change.
  DnsName owner();

  /// The type of the records, 1 to 65535.
  int type();

  /// A record that shall be there. One with the same RDATA is no second one; a TTL that is stated
  /// becomes that of the whole RRset. A SOA takes the place of the one that is there.
  ///
  /// @param ttlSeconds 0 to 2^31 − 1, or {@link #TTL_OF_FILE}
  record Add(DnsName owner, int type, int ttlSeconds, Rdata rdata) implements RecordChange {}

  /// A record that shall not be there; nothing happens when it is not.
  record Delete(DnsName owner, int type, Rdata rdata) implements RecordChange {}

  /// An RRset that shall not be there; nothing happens when it is not.
  record DeleteRRset(DnsName owner, int type) implements RecordChange {}
}
