package org.pharosdns.zone.edit;

import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.RRsetKey;
import org.pharosdns.zone.model.Rdata;

/// What a written record says.
record WrittenRecord(DnsName owner, int type, int ttlSeconds, Rdata rdata) {
  static WrittenRecord of(FoundRecords.Mine mine) {
    var written = mine.written();
    return new WrittenRecord(written.owner(), written.type(), written.ttlSeconds(), mine.rdata());
  }

  RRsetKey key() {
    return new RRsetKey(owner, type);
  }
}
