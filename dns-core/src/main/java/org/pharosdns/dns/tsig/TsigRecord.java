package org.pharosdns.dns.tsig;

import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.MessageName;
import org.pharosdns.dns.wire.Octets;

/// A TSIG record as it came (RFC 8945 section 4.2).
///
/// @param keyName the record's owner
/// @param timeSigned seconds since 1970, 48 bits
/// @param fudge seconds that the clocks may differ
/// @param macOffset where the MAC starts in the array that was read
/// @param macOctets its length, 0 to 65535
/// @param originalId the identifier that was signed
record TsigRecord(
    DnsName keyName,
    DnsName algorithm,
    long timeSigned,
    int fudge,
    int macOffset,
    int macOctets,
    int originalId) {
  private static final int RECORD_FIXED_OCTETS = 10;
  private static final int TIME_OCTETS = 6;

  /// Reads the record at `offset`, whose lengths the parser of messages has checked.
  ///
  /// @param start where the message starts
  /// @param ownerOctets the length of the owner as written
  /// @return null when its names make no sense; that of the algorithm must not be compressed
  static @Nullable TsigRecord read(byte[] in, int start, int offset, int ownerOctets) {
    var keyName = MessageName.read(in, start, offset, offset + ownerOctets);
    var rdata = offset + ownerOctets + RECORD_FIXED_OCTETS;
    var end = rdata + Octets.u16(in, rdata - 2);
    var algorithm = MessageName.readUncompressed(in, rdata, end);
    if (keyName == null || algorithm == null) {
      return null;
    }
    var time = rdata + algorithm.octets();
    var mac = time + TIME_OCTETS + 4;
    var macOctets = Octets.u16(in, mac - 2);
    return new TsigRecord(
        keyName,
        algorithm,
        ((long) Octets.u16(in, time) << 32) | Octets.u32(in, time + 2),
        Octets.u16(in, time + TIME_OCTETS),
        mac,
        macOctets,
        Octets.u16(in, mac + macOctets));
  }
}
