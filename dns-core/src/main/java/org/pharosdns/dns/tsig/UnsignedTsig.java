package org.pharosdns.dns.tsig;

import org.pharosdns.dns.wire.Header;
import org.pharosdns.dns.wire.Octets;

/// Says BADKEY or BADSIG without a signature: there is no key that both sides trust (RFC 8945
/// section 5.3.2). Key, algorithm and time are the request's.
record UnsignedTsig(TsigRecord request, int error) implements TsigResponse {
  @Override
  public int octets() {
    return request.keyName().octets()
        + TsigWire.RECORD_FIXED_OCTETS
        + request.algorithm().octets()
        + TsigWire.RDATA_FIXED_OCTETS;
  }

  @Override
  public int append(byte[] out, int start, int length) {
    var at = TsigWire.putHead(out, start + length, request.keyName(), request.algorithm(), 0);
    TsigWire.putTime(out, at, request.timeSigned());
    Octets.putU16(out, at + 6, request.fudge());
    Octets.putU16(out, at + 8, 0);
    Octets.putU16(out, at + 10, request.originalId());
    Octets.putU16(out, at + 12, error);
    Octets.putU16(out, at + 14, 0);
    var records = start + Header.ADDITIONALS;
    Octets.putU16(out, records, Octets.u16(out, records) + 1);
    return at + 16 - start;
  }
}
