package org.pharosdns.dns.answer;

import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.wire.Octets;
import org.pharosdns.dns.wire.Rcode;

/// Writes the unsigned TSIG record that says BADKEY (RFC 8945 section 5.2.1): no key is known here.
final class TsigErrorWriter {
  private static final int RECORD_FIXED_OCTETS = 10;
  private static final int TIME_AND_FUDGE_OCTETS = 8;
  private static final int RDATA_FIXED_OCTETS = 16;

  private TsigErrorWriter() {}

  /// Writes the record at `offset`, made from that of the query.
  ///
  /// @return where it ends; `offset` when there is no room up to `end`, or when the query's names
  ///     are compressed
  static int write(Query query, byte[] out, int offset, int end) {
    var in = query.message();
    var ownerOctets = uncompressedOctets(in, query.tsigOffset());
    var rdata = query.tsigOffset() + query.tsigOwnerOctets() + RECORD_FIXED_OCTETS;
    var algorithmOctets = uncompressedOctets(in, rdata);
    var copied = ownerOctets + RECORD_FIXED_OCTETS + algorithmOctets + TIME_AND_FUDGE_OCTETS;
    if (ownerOctets == 0
        || algorithmOctets == 0
        || end - offset < copied + RDATA_FIXED_OCTETS - TIME_AND_FUDGE_OCTETS) {
      return offset;
    }
    System.arraycopy(in, query.tsigOffset(), out, offset, copied);
    Octets.putU16(out, offset + ownerOctets + 8, algorithmOctets + RDATA_FIXED_OCTETS);
    var macSize = offset + copied;
    var queryMac = rdata + algorithmOctets + TIME_AND_FUDGE_OCTETS;
    var originalId = queryMac + 2 + Octets.u16(in, queryMac);
    Octets.putU16(out, macSize, 0);
    Octets.putU16(out, macSize + 2, Octets.u16(in, originalId));
    Octets.putU16(out, macSize + 4, Rcode.BADKEY);
    Octets.putU16(out, macSize + 6, 0);
    return macSize + 8;
  }

  /// Returns the length of the name at `offset`, 0 when it is compressed.
  private static int uncompressedOctets(byte[] in, int offset) {
    var position = offset;
    while (in[position] > 0) {
      position += 1 + in[position];
    }
    return in[position] == 0 ? position + 1 - offset : 0;
  }
}
