package org.pharosdns.dns.tsig;

import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.Octets;
import org.pharosdns.dns.wire.RecordClass;
import org.pharosdns.dns.wire.RecordType;

/// The part of a TSIG record that is the same whatever it says.
final class TsigWire {
  /// Octets of the RDATA behind the algorithm, MAC and other data not counted.
  static final int RDATA_FIXED_OCTETS = 16;

  /// Type, class, TTL, RDLENGTH.
  static final int RECORD_FIXED_OCTETS = 10;

  private TsigWire() {}

  /// Writes owner, type, class, TTL, RDLENGTH and algorithm of a record at `offset`.
  ///
  /// @param variableOctets of MAC and other data together
  /// @return where the time is to be written
  static int putHead(
      byte[] out, int offset, DnsName keyName, DnsName algorithm, int variableOctets) {
    var at = put(out, offset, keyName);
    Octets.putU16(out, at, RecordType.TSIG);
    Octets.putU16(out, at + 2, RecordClass.ANY);
    Octets.putI32(out, at + 4, 0);
    Octets.putU16(out, at + 8, algorithm.octets() + RDATA_FIXED_OCTETS + variableOctets);
    return put(out, at + RECORD_FIXED_OCTETS, algorithm);
  }

  private static int put(byte[] out, int offset, DnsName name) {
    var wire = name.wire();
    System.arraycopy(wire, 0, out, offset, wire.length);
    return offset + wire.length;
  }

  /// Writes a time in seconds since 1970: 48 bits.
  static void putTime(byte[] out, int offset, long seconds) {
    Octets.putU16(out, offset, (int) (seconds >>> 32));
    Octets.putI32(out, offset + 2, (int) seconds);
  }
}
