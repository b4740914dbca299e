package org.pharosdns.zone.transfer;

import org.pharosdns.dns.server.ZoneRequest;
import org.pharosdns.dns.wire.Header;
import org.pharosdns.dns.wire.MessageName;
import org.pharosdns.dns.wire.MessageRecord;
import org.pharosdns.dns.wire.Octets;
import org.pharosdns.dns.wire.RecordType;

/// The serial that an IXFR says its client has (RFC 1995 section 3): in the SOA record of its
/// authority section.
final class IxfrSerial {
  private static final int NUMBERS_OCTETS = 20;

  private IxfrSerial() {}

  /// Returns the serial, −1 when the request has no such record.
  static long of(ZoneRequest request) {
    var message = request.message();
    if (Octets.u16(message, Header.ANSWERS) != 0 || Octets.u16(message, Header.AUTHORITIES) != 1) {
      return -1;
    }
    var record = MessageRecord.read(message, request.recordsOffset());
    if (record == null
        || record.type() != RecordType.SOA
        || !record.owner().equals(request.zone())) {
      return -1;
    }
    var end = record.rdataOffset() + record.rdataOctets();
    var second = MessageName.octets(message, record.rdataOffset(), end);
    var numbers = record.rdataOffset() + second;
    numbers += second == 0 ? 0 : MessageName.octets(message, numbers, end);
    return end - numbers == NUMBERS_OCTETS ? Octets.u32(message, numbers) : -1;
  }
}
