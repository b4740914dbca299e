package org.pharosdns.zone.update;

import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.Rdata;

/// A record of an update message.
///
/// @param recordClass IN, NONE or ANY; others are in no sound message
/// @param ttlSeconds 0 to 2^31 − 1
/// @param rdata names in it uncompressed; empty where the message has none
record UpdateRecord(DnsName owner, int type, int recordClass, int ttlSeconds, Rdata rdata) {
  /// Whether there is no RDATA.
  boolean isEmpty() {
    return rdata.octets().length == 0;
  }
}
