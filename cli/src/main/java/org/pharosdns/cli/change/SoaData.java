package org.pharosdns.cli.change;

import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.model.RdataOrder;

/// The data of a SOA record and the serial in it (RFC 1035 section 3.3.13).
final class SoaData {
  /// From the serial to the end there are five numbers of four octets.
  private static final int SERIAL_FROM_END = 20;

  private SoaData() {}

  /// Returns the data with another serial.
  static byte[] withSerial(byte[] rdata, long serial) {
    var other = rdata.clone();
    for (var i = 0; i < Integer.BYTES; i++) {
      other[other.length - SERIAL_FROM_END + i] = (byte) (serial >> (24 - 8 * i));
    }
    return other;
  }

  /// Whether two say the same, whatever their serials.
  static boolean isSameButForSerial(byte[] a, byte[] b) {
    return RdataOrder.isSame(RecordType.SOA, withSerial(a, 0), withSerial(b, 0));
  }
}
